/** The values in a segment, each decoded when it is asked for. */
internal fun <T> rbgenRecords(
    segment: MemorySegment,
    next: (MemorySegment) -> Pair<T, MemorySegment>,
): Sequence<T> =
    sequence {
        var rest: MemorySegment = segment
        while (rest.byteSize() > 0L) {
            val (value: T, after: MemorySegment) = next(rest)
            yield(value)
            rest = after
        }
    }
