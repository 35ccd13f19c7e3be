/** Access to a byte that several sides share. */
internal val RBGEN_ATOMIC_BYTE: VarHandle = ValueLayout.JAVA_BYTE.varHandle()

/** Access to two bytes that several sides share, the lowest first. */
internal val RBGEN_ATOMIC_SHORT: VarHandle = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle()

/** Access to two bytes that several sides share, the highest first. */
internal val RBGEN_ATOMIC_SHORT_BE: VarHandle = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN).varHandle()

/** Access to four bytes that several sides share, the lowest first. */
internal val RBGEN_ATOMIC_INT: VarHandle = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle()

/** Access to four bytes that several sides share, the highest first. */
internal val RBGEN_ATOMIC_INT_BE: VarHandle = ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN).varHandle()

/** Access to eight bytes that several sides share, the lowest first. */
internal val RBGEN_ATOMIC_LONG: VarHandle = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle()

/** Access to eight bytes that several sides share, the highest first. */
internal val RBGEN_ATOMIC_LONG_BE: VarHandle = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN).varHandle()
