/** Some bytes in hexadecimal digits. */
internal fun MemorySegment.rbgenHex(at: Long, size: Long): String = rbgenBytes(at, size).toHexString()
