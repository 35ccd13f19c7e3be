{{ header }}
package {{ package }}

/** What is wrong with bytes, or with a value that should become bytes. */
public enum class ErrorKind(
    /** The name that the other languages know the kind by. */
    public val text: String,
) {
{%- for kind in kinds %}
    /** {{ kind.doc }} */
    {{ kind.name }}("{{ kind.text }}"){% if loop.last %};{% else %},
{% endif %}
{%- endfor %}

    override fun toString(): String = text
}

/** The root of this package's errors. */
public sealed class WireException(
    /** What is wrong. */
    public val kind: ErrorKind,
    /** The innermost struct, or the message. */
    public val struct: String,
    /** The field, bit item or part; empty where the error is about the whole. */
    public val field: String,
    /** What would be right; empty where there is nothing to say. */
    public val wanted: String,
    /** What was there; empty where there is nothing to say. */
    public val got: String,
) : IllegalArgumentException(rbgenMessage(kind, if (field.isEmpty()) struct else "$struct.$field", wanted, got))

/** Bytes that are not what the schema says. */
public class DecodeException internal constructor(
    kind: ErrorKind,
    struct: String,
    field: String = "",
    wanted: String = "",
    got: String = "",
) : WireException(kind, struct, field, wanted, got)

/** A value that has no bytes. */
public class EncodeException internal constructor(
    kind: ErrorKind,
    struct: String,
    field: String = "",
    wanted: String = "",
    got: String = "",
) : WireException(kind, struct, field, wanted, got)

private fun rbgenMessage(kind: ErrorKind, place: String, wanted: String, got: String): String =
    when (kind) {
        ErrorKind.TOO_SHORT -> "$place: $wanted bytes are needed, $got are there"
        ErrorKind.TOO_LONG -> "$place: $wanted bytes are expected, $got are there"
        ErrorKind.WRONG_CONST -> "$place: must be $wanted, is $got"
        ErrorKind.UNSUPPORTED_VERSION -> "$place: version $got is not supported, only $wanted"
        ErrorKind.OUT_OF_RANGE -> "$place: $got is outside $wanted"
        ErrorKind.UNKNOWN_CODE -> "$place: $got is not a known code"
        ErrorKind.NOT_BOOL -> "$place: $got is neither 0 nor 1"
        ErrorKind.RESERVED_NOT_ZERO -> "$place: reserved bytes must be zero, found $got"
        ErrorKind.BAD_TEXT -> "$place: unit $wanted of the text is not valid: $got"
        ErrorKind.NOT_TERMINATED -> "$place: the text has no terminating NUL"
        ErrorKind.TEXT_TOO_LONG -> "$place: the text has $got units, there is room for $wanted"
        ErrorKind.NO_MEMBER -> "$place: the tag $got means no member, or another one"
        ErrorKind.PAYLOAD_LENGTH -> "$place: $wanted bytes are stated, $got are there"
        ErrorKind.WRONG_LENGTH -> "$place: has $got elements, the field has $wanted"
    }
