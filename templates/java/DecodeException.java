{{ header }}
package {{ package }};

/** Bytes that are not what the schema says. */
public final class DecodeException extends WireException {
  private static final long serialVersionUID = 1L;

  /**
   * An error of a generated class.
   *
   * @param kind what is wrong
   * @param struct the struct or message
   * @param field the field, bit item or part; empty where the error is about none
   * @param wanted what would be right; empty where there is nothing to compare with
   * @param got what there is
   */
  DecodeException(ErrorKind kind, String struct, String field, String wanted, String got) {
    super(kind, struct, field, wanted, got);
  }
}
