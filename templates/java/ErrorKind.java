{{ header }}
package {{ package }};

/** What can be wrong with bytes, or with values that should become bytes. */
public enum ErrorKind {
{%- for kind in kinds %}
  /** {{ kind.doc }} */
  {{ kind.name }}("{{ kind.text }}", "{{ kind.message }}"){% if loop.last %};{% else %},{% endif %}
{% endfor %}
  private final String text;
  private final String message;

  ErrorKind(String text, String message) {
    this.text = text;
    this.message = message;
  }

  /**
   * The name that this kind has in every language, for example {@code too-short}.
   *
   * @return the name
   */
  public String text() {
    return text;
  }

  /** The sentence of an error about a place. */
  String message(String place, String wanted, String got) {
    return place + ": " + message.replace("{wanted}", wanted).replace("{got}", got);
  }
}
