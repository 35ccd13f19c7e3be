/** A number of 16 bytes, the lowest first. */
internal fun MemorySegment.rbgenWide(at: Long, signed: Boolean): BigInteger {
    val bytes: ByteArray = rbgenBytes(at, 16L).apply { reverse() }
    return if (signed) BigInteger(bytes) else BigInteger(1, bytes)
}

/** A number of 16 bytes, the highest first. */
internal fun MemorySegment.rbgenWideBe(at: Long, signed: Boolean): BigInteger {
    val bytes: ByteArray = rbgenBytes(at, 16L)
    return if (signed) BigInteger(bytes) else BigInteger(1, bytes)
}

/** Writes a number of 16 bytes, the lowest first. */
internal fun MemorySegment.rbgenPutWide(at: Long, number: BigInteger) {
    set(RBGEN_LONG, at, number.toLong())
    set(RBGEN_LONG, at + 8L, number.shiftRight(64).toLong())
}

/** Writes a number of 16 bytes, the highest first. */
internal fun MemorySegment.rbgenPutWideBe(at: Long, number: BigInteger) {
    set(RBGEN_LONG_BE, at, number.shiftRight(64).toLong())
    set(RBGEN_LONG_BE, at + 8L, number.toLong())
}
