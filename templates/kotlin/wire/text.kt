/** How text stands in a field. */
internal enum class RbgenText(
    val charset: Charset,
    val unit: Int,
    private val last: Int,
) {
    ASCII(Charsets.US_ASCII, 1, 0x7f),
    LATIN1(Charsets.ISO_8859_1, 1, 0xff),
    UTF8(Charsets.UTF_8, 1, Character.MAX_CODE_POINT),
    UTF16(Charsets.UTF_16LE, 2, Character.MAX_CODE_POINT),
    UTF16_BE(Charsets.UTF_16BE, 2, Character.MAX_CODE_POINT);

    /** Whether a character, which is no half of one, can be encoded. */
    fun has(code: Int): Boolean = code in 1..last && code !in 0xd800..0xdfff
}

/** UTF-16 of a byte order. */
internal fun rbgenUtf16(order: ByteOrder): RbgenText =
    if (order == ByteOrder.BIG_ENDIAN) RbgenText.UTF16_BE else RbgenText.UTF16

/** The text up to the first NUL, without the spaces behind it where they are a pad. */
internal fun MemorySegment.rbgenText(
    at: Long,
    size: Long,
    form: RbgenText,
    struct: String,
    field: String,
    padded: Boolean = false,
    terminated: Boolean = false,
    replace: Boolean = false,
): String {
    val bytes: ByteArray = rbgenBytes(at, size)
    val unit: Int = form.unit
    var end = 0
    while (end < bytes.size && (bytes[end].toInt() != 0 || bytes[end + unit - 1].toInt() != 0)) {
        end += unit
    }
    if (terminated && end == bytes.size) {
        throw DecodeException(ErrorKind.NOT_TERMINATED, struct, field)
    }
    var text = String(bytes, 0, end, form.charset)
    // What can't be decoded reads as U+FFFD, which is rare enough to look twice.
    if ('\uFFFD' in text) text = rbgenLookTwice(bytes, end, form, struct, field, replace)
    return if (padded) text.trimEnd(' ') else text
}

/** Text that may be invalid: refused, or with U+FFFD for each longest run of bytes that could start a character. */
internal fun rbgenLookTwice(
    bytes: ByteArray,
    end: Int,
    form: RbgenText,
    struct: String,
    field: String,
    replace: Boolean,
): String {
    val decoder: CharsetDecoder = form.charset.newDecoder()
    val input: ByteBuffer = ByteBuffer.wrap(bytes, 0, end)
    val output: CharBuffer = CharBuffer.allocate(end)
    while (true) {
        val result: CoderResult = decoder.decode(input, output, true)
        if (!result.isError) return output.flip().toString()
        val at: Int = input.position()
        val first: Int = bytes[at].toInt() and 0xff
        val second: Int = if (at + 1 < end) bytes[at + 1].toInt() and 0xff else 0
        if (!replace) {
            val bad: Int =
                when (form) {
                    RbgenText.UTF16 -> second shl 8 or first
                    RbgenText.UTF16_BE -> first shl 8 or second
                    else -> first
                }
            throw DecodeException(ErrorKind.BAD_TEXT, struct, field, (at / form.unit).toString(), bad.toString())
        }
        // The decoder takes half a pair for the whole of it, in UTF-16 and as three bytes.
        val isHalf: Boolean = form.unit == 2 || form == RbgenText.UTF8 && first == 0xed && second >= 0xa0
        input.position(at + (if (isHalf) form.unit else result.length()))
        output.put('\uFFFD')
        decoder.reset()
    }
}

/** Writes the text, a NUL if there must be one, and the pad. */
internal fun MemorySegment.rbgenPutText(
    at: Long,
    size: Long,
    form: RbgenText,
    text: String,
    struct: String,
    field: String,
    padded: Boolean = false,
    terminated: Boolean = false,
) {
    var index = 0
    var next = 0
    while (next < text.length) {
        val code: Int = text.codePointAt(next)
        if (!form.has(code)) {
            throw EncodeException(ErrorKind.BAD_TEXT, struct, field, index.toString(), code.toString())
        }
        next += Character.charCount(code)
        index++
    }
    val bytes: ByteArray = text.toByteArray(form.charset)
    val unit: Int = form.unit
    val room: Int = size.toInt() / unit - (if (terminated) 1 else 0)
    if (bytes.size > room * unit) {
        val units: Int = bytes.size / unit
        throw EncodeException(ErrorKind.TEXT_TOO_LONG, struct, field, room.toString(), units.toString())
    }
    rbgenPutBytes(at, bytes)
    val rest: MemorySegment = asSlice(at + bytes.size, size - bytes.size).fill(0)
    if (padded) {
        val spaces: ByteArray = " ".repeat((rest.byteSize() / unit).toInt()).toByteArray(form.charset)
        rest.rbgenPutBytes(0L, spaces)
        if (terminated) rest.asSlice(0L, unit.toLong()).fill(0)
    }
}
