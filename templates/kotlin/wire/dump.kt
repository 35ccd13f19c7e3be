/** Bytes in hexadecimal digits, each member on lines of its own, whether they are valid or not. */
internal fun rbgenDump(layout: StructLayout, segment: MemorySegment): String {
    val out = StringBuilder()
    val end: Long = segment.byteSize()
    var start = 0L
    for (member: MemoryLayout in layout.memberLayouts()) {
        rbgenDumpLines(out, segment, start, minOf(start + member.byteSize(), end), member.name().orElse(""))
        start += member.byteSize()
    }
    rbgenDumpLines(out, segment, start, end, "(beyond the struct)")
    return out.toString()
}

/** Some bytes of one member, 16 on a line. */
internal fun rbgenDumpLines(out: StringBuilder, segment: MemorySegment, start: Long, end: Long, name: String) {
    for (at: Long in start until end step 16L) {
        val bytes: ByteArray = segment.rbgenBytes(at, minOf(16L, end - at))
        val digits: String = bytes.joinToString(" ") { it.toHexString() }
        val line = "${at.toInt().toHexString()}: ${digits.padEnd(47)}  ${if (at == start) name else ""}"
        out.append(line.trimEnd()).append('\n')
    }
}
