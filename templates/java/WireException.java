{{ header }}
package {{ package }};

/**
 * Bytes that are not what the schema says, or a value that has no bytes.
 *
 * <p>The message names the struct and the field and holds the numbers or texts that were compared.
 */
public abstract sealed class WireException extends RuntimeException
    permits DecodeException, EncodeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  private final ErrorKind kind;

  /** The struct or message. */
  private final String struct;

  /** The field, bit item or part; empty where the error is about none. */
  private final String field;

  /** What would be right. */
  private final String wanted;

  /** What there is. */
  private final String got;

  /**
   * An error of a generated class.
   *
   * @param kind what is wrong
   * @param struct the struct or message
   * @param field the field, bit item or part; empty where the error is about none
   * @param wanted what would be right; empty where there is nothing to compare with
   * @param got what there is
   */
  WireException(ErrorKind kind, String struct, String field, String wanted, String got) {
    super(kind.message(field.isEmpty() ? struct : struct + "." + field, wanted, got));
    this.kind = kind;
    this.struct = struct;
    this.field = field;
    this.wanted = wanted;
    this.got = got;
  }

  /**
   * What is wrong.
   *
   * @return the kind
   */
  public ErrorKind kind() {
    return kind;
  }

  /**
   * The struct that the error is about, the innermost one, or the message.
   *
   * @return its name in the schema
   */
  public String struct() {
    return struct;
  }

  /**
   * The field, bit item or part that the error is about.
   *
   * @return its name in the schema; empty where the error is about none
   */
  public String field() {
    return field;
  }

  /**
   * What would be right: a number in decimal, or bytes in hexadecimal.
   *
   * @return the text; empty where there is nothing to compare with
   */
  public String wanted() {
    return wanted;
  }

  /**
   * What there is: a number in decimal, or bytes in hexadecimal.
   *
   * @return the text; empty where the kind says it all
   */
  public String got() {
    return got;
  }
}
