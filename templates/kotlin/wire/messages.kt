/** The number that a header states for so many bytes; refuses what it can't state. */
internal fun rbgenStated(
    bytes: Int,
    message: String,
    part: String,
    highest: ULong,
    times: ULong = 1uL,
    minus: ULong = 0uL,
    most: ULong = highest,
): ULong {
    val whole: ULong = bytes.toULong() + minus
    if (whole % times != 0uL || whole / times > highest) {
        throw EncodeException(ErrorKind.PAYLOAD_LENGTH, message, part, most.toString(), bytes.toString())
    }
    return whole / times
}

/** The bytes of a part whose header states a number; refuses what isn't there. */
internal fun rbgenPartSize(
    stated: Long,
    rest: MemorySegment,
    message: String,
    part: String,
    times: ULong = 1uL,
    minus: ULong = 0uL,
): Long {
    val plain: Boolean = times == 1uL && minus == 0uL && stated in 0L..rest.byteSize()
    return if (plain) stated else rbgenWidePartSize(BigInteger.valueOf(stated), rest, message, part, times, minus)
}

/** The same of a number that may need more than 64 bits. */
internal fun rbgenWidePartSize(
    stated: BigInteger,
    rest: MemorySegment,
    message: String,
    part: String,
    times: ULong = 1uL,
    minus: ULong = 0uL,
): Long {
    val size: BigInteger = stated * times.toString().toBigInteger() - minus.toString().toBigInteger()
    if (size.signum() < 0 || size > BigInteger.valueOf(rest.byteSize())) {
        val available: String = rest.byteSize().toString()
        throw DecodeException(ErrorKind.PAYLOAD_LENGTH, message, part, size.toString(), available)
    }
    return size.toLong()
}

/** The bytes of values one behind the other. */
internal fun <T> rbgenJoin(values: List<T>, size: Int, write: (T, MemorySegment, Long) -> kotlin.Unit): ByteArray {
    val bytes = ByteArray(Math.multiplyExact(values.size, size))
    val segment: MemorySegment = MemorySegment.ofArray(bytes)
    values.forEachIndexed { index: Int, value: T -> write(value, segment, index * size.toLong()) }
    return bytes
}

/** Runs of bytes one behind the other. */
internal fun rbgenConcat(vararg parts: ByteArray): ByteArray {
    val bytes = ByteArray(parts.fold(0) { size: Int, part: ByteArray -> Math.addExact(size, part.size) })
    var at = 0
    for (part: ByteArray in parts) {
        part.copyInto(bytes, at)
        at += part.size
    }
    return bytes
}
