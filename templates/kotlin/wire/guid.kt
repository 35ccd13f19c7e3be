/** A GUID, whose first three groups have their lowest byte first. */
internal fun MemorySegment.rbgenGuid(at: Long): UUID {
    val first: Long = get(RBGEN_INT, at).toLong() shl 32
    val second: Long = get(RBGEN_SHORT, at + 4L).toLong() and 0xffff shl 16
    val third: Long = get(RBGEN_SHORT, at + 6L).toLong() and 0xffff
    return UUID(first or second or third, get(RBGEN_LONG_BE, at + 8L))
}

/** Writes a GUID. */
internal fun MemorySegment.rbgenPutGuid(at: Long, id: UUID) {
    val groups: Long = id.mostSignificantBits
    set(RBGEN_INT, at, (groups shr 32).toInt())
    set(RBGEN_SHORT, at + 4L, (groups shr 16).toShort())
    set(RBGEN_SHORT, at + 6L, groups.toShort())
    set(RBGEN_LONG_BE, at + 8L, id.leastSignificantBits)
}
