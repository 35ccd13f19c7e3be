/** A copy of some bytes. */
internal fun MemorySegment.rbgenBytes(at: Long, size: Long): ByteArray =
    asSlice(at, size).toArray(ValueLayout.JAVA_BYTE)

/** Writes bytes. */
internal fun MemorySegment.rbgenPutBytes(at: Long, bytes: ByteArray) {
    MemorySegment.copy(bytes, 0, this, ValueLayout.JAVA_BYTE, at, bytes.size)
}
