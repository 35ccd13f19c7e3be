/** The first byte of a run that isn't zero, or zero. */
internal fun MemorySegment.rbgenFirstSet(at: Long, size: Long): Int {
    for (index: Long in at until at + size) {
        val byte: Int = get(ValueLayout.JAVA_BYTE, index).toInt() and 0xff
        if (byte != 0) return byte
    }
    return 0
}
