/** A number of up to eight bytes, the lowest first. */
internal fun MemorySegment.rbgenOdd(at: Long, size: Int): Long {
    var number = 0L
    for (index: Int in size - 1 downTo 0) {
        number = (number shl 8) or (get(ValueLayout.JAVA_BYTE, at + index).toLong() and 0xff)
    }
    return number
}

/** A number of up to eight bytes, the highest first. */
internal fun MemorySegment.rbgenOddBe(at: Long, size: Int): Long {
    var number = 0L
    for (index: Int in 0 until size) {
        number = (number shl 8) or (get(ValueLayout.JAVA_BYTE, at + index).toLong() and 0xff)
    }
    return number
}

/** A number of so many bytes with its sign. */
internal fun rbgenSigned(number: Long, size: Int): Long = number shl (64 - 8 * size) shr (64 - 8 * size)

/** Writes the lowest bytes of a number, the lowest first. */
internal fun MemorySegment.rbgenPutOdd(at: Long, size: Int, number: Long) {
    for (index: Int in 0 until size) {
        set(ValueLayout.JAVA_BYTE, at + index, (number shr (8 * index)).toByte())
    }
}

/** Writes the lowest bytes of a number, the highest first. */
internal fun MemorySegment.rbgenPutOddBe(at: Long, size: Int, number: Long) {
    for (index: Int in 0 until size) {
        set(ValueLayout.JAVA_BYTE, at + index, (number shr (8 * (size - 1 - index))).toByte())
    }
}
