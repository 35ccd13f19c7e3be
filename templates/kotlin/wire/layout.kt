/** Holds a layout to what the schema says: its size, its alignment, and where each member starts. */
internal fun rbgenCheckLayout(layout: StructLayout, size: Long, align: Long, vararg offsets: Long) {
    check(layout.byteSize() == size && layout.byteAlignment() == align) { "$layout: must have $size bytes" }
    var index = 0
    var offset = 0L
    for (member: MemoryLayout in layout.memberLayouts()) {
        check(offset == offsets[index]) { "$layout: member $index must start at ${offsets[index]}" }
        offset += member.byteSize()
        index++
    }
    check(index == offsets.size) { "$layout: must have ${offsets.size} members" }
}
