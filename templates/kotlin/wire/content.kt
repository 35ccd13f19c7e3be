/** Whether two values are the same by their content; floats by their bits. */
internal fun rbgenSame(a: Any?, b: Any?): Boolean =
    when (a) {
        is ByteArray -> b is ByteArray && a.contentEquals(b)
        is Float -> b is Float && a.toRawBits() == b.toRawBits()
        is Double -> b is Double && a.toRawBits() == b.toRawBits()
        is List<*> -> b is List<*> && a.size == b.size && a.indices.all { rbgenSame(a[it], b[it]) }
        else -> a == b
    }

/** A hash by content, equal where [rbgenSame] is true. */
internal fun rbgenHash(value: Any?): Int =
    when (value) {
        is ByteArray -> value.contentHashCode()
        is Float -> value.toRawBits()
        is Double -> value.toRawBits().hashCode()
        is List<*> -> value.fold(1) { hash: Int, item: Any? -> 31 * hash + rbgenHash(item) }
        else -> value.hashCode()
    }

/** A readable form: bytes in hexadecimal digits. */
internal fun rbgenShow(value: Any?): String =
    when (value) {
        is ByteArray -> value.toHexString()
        is List<*> -> value.joinToString(", ", "[", "]") { rbgenShow(it) }
        else -> value.toString()
    }
