/** Two bytes, the lowest first, anywhere. */
internal val RBGEN_SHORT: ValueLayout.OfShort = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)

/** Two bytes, the highest first, anywhere. */
internal val RBGEN_SHORT_BE: ValueLayout.OfShort = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN)

/** Four bytes, the lowest first, anywhere. */
internal val RBGEN_INT: ValueLayout.OfInt = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)

/** Four bytes, the highest first, anywhere. */
internal val RBGEN_INT_BE: ValueLayout.OfInt = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN)

/** Eight bytes, the lowest first, anywhere. */
internal val RBGEN_LONG: ValueLayout.OfLong = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)

/** Eight bytes, the highest first, anywhere. */
internal val RBGEN_LONG_BE: ValueLayout.OfLong = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN)

/** A float of four bytes, the lowest first, anywhere. */
internal val RBGEN_FLOAT: ValueLayout.OfFloat = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)

/** A float of four bytes, the highest first, anywhere. */
internal val RBGEN_FLOAT_BE: ValueLayout.OfFloat = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN)

/** A float of eight bytes, the lowest first, anywhere. */
internal val RBGEN_DOUBLE: ValueLayout.OfDouble = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)

/** A float of eight bytes, the highest first, anywhere. */
internal val RBGEN_DOUBLE_BE: ValueLayout.OfDouble = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN)
