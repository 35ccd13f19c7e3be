/** Refuses fewer bytes than a struct has, and more where there must be exactly as many. */
internal fun rbgenCheckSize(struct: String, size: Int, segment: MemorySegment, exact: Boolean = false) {
    val available: Long = segment.byteSize()
    if (available < size) {
        throw DecodeException(ErrorKind.TOO_SHORT, struct, "", size.toString(), available.toString())
    }
    if (exact && available > size) {
        throw DecodeException(ErrorKind.TOO_LONG, struct, "", size.toString(), available.toString())
    }
}
