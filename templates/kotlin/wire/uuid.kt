/** A UUID in the order of RFC 9562. */
internal fun MemorySegment.rbgenUuid(at: Long): UUID = UUID(get(RBGEN_LONG_BE, at), get(RBGEN_LONG_BE, at + 8L))

/** Writes a UUID in the order of RFC 9562. */
internal fun MemorySegment.rbgenPutUuid(at: Long, id: UUID) {
    set(RBGEN_LONG_BE, at, id.mostSignificantBits)
    set(RBGEN_LONG_BE, at + 8L, id.leastSignificantBits)
}
