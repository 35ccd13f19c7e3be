/** Bytes of C's `long`. */
internal val RBGEN_C_LONG: Long = Linker.nativeLinker().canonicalLayouts().getValue("long").byteSize()

/** A word of four or eight bytes in the platform's byte order. */
internal fun MemorySegment.rbgenWord(at: Long, bytes: Long, signed: Boolean): Long {
    if (bytes == 8L) return get(ValueLayout.JAVA_LONG_UNALIGNED, at)
    val word: Int = get(ValueLayout.JAVA_INT_UNALIGNED, at)
    return if (signed) word.toLong() else word.toUInt().toLong()
}

/** Writes a word of four or eight bytes in the platform's byte order; refuses what four bytes can't hold. */
internal fun MemorySegment.rbgenPutWord(at: Long, bytes: Long, value: Long) {
    if (bytes == 8L) {
        set(ValueLayout.JAVA_LONG_UNALIGNED, at, value)
    } else {
        require(value in Int.MIN_VALUE..UInt.MAX_VALUE.toLong()) { "$value needs more than four bytes" }
        set(ValueLayout.JAVA_INT_UNALIGNED, at, value.toInt())
    }
}

/** A struct of C under one data model: its size and alignment, and those of its members. */
internal class RbgenMirror(
    private val size: Long,
    private val align: Long,
    val offsets: LongArray,
    val sizes: LongArray,
) {
    /** The members at their places, with padding between them. */
    fun layout(name: String, vararg names: String): StructLayout {
        val members: MutableList<MemoryLayout> = mutableListOf()
        var end = 0L
        for (index: Int in names.indices) {
            check(offsets[index] >= end) { "$name: ${names[index]} must start at ${offsets[index]}" }
            if (offsets[index] > end) members.add(MemoryLayout.paddingLayout(offsets[index] - end))
            members.add(MemoryLayout.sequenceLayout(sizes[index], ValueLayout.JAVA_BYTE).withName(names[index]))
            end = offsets[index] + sizes[index]
        }
        check(size >= end && size % align == 0L) { "$name: must have $size bytes" }
        if (size > end) members.add(MemoryLayout.paddingLayout(size - end))
        return MemoryLayout.structLayout(*members.toTypedArray()).withByteAlignment(align).withName(name)
    }
}
