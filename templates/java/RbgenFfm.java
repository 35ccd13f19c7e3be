{{ header }}
package {{ package }};

{{ imports }}

/** What the classes of this package share. */
final class Rbgen {
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort SHORT_LE = little(ValueLayout.JAVA_SHORT_UNALIGNED);
  static final ValueLayout.OfShort SHORT_BE = big(ValueLayout.JAVA_SHORT_UNALIGNED);
  static final ValueLayout.OfInt INT_LE = little(ValueLayout.JAVA_INT_UNALIGNED);
  static final ValueLayout.OfInt INT_BE = big(ValueLayout.JAVA_INT_UNALIGNED);
  static final ValueLayout.OfLong LONG_LE = little(ValueLayout.JAVA_LONG_UNALIGNED);
  static final ValueLayout.OfLong LONG_BE = big(ValueLayout.JAVA_LONG_UNALIGNED);
  static final ValueLayout.OfFloat FLOAT_LE = little(ValueLayout.JAVA_FLOAT_UNALIGNED);
  static final ValueLayout.OfFloat FLOAT_BE = big(ValueLayout.JAVA_FLOAT_UNALIGNED);
  static final ValueLayout.OfDouble DOUBLE_LE = little(ValueLayout.JAVA_DOUBLE_UNALIGNED);
  static final ValueLayout.OfDouble DOUBLE_BE = big(ValueLayout.JAVA_DOUBLE_UNALIGNED);

  private Rbgen() {}

  @SuppressWarnings("unchecked")
  private static <L extends ValueLayout> L little(L layout) {
    return (L) layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  @SuppressWarnings("unchecked")
  private static <L extends ValueLayout> L big(L layout) {
    return (L) layout.withOrder(ByteOrder.BIG_ENDIAN);
  }

  /** Where the data starts. */
  static long start(MemorySegment data) {
    return 0;
  }

  /** How many bytes the data has. */
  static long size(MemorySegment data) {
    return data.byteSize();
  }

  /** The data from a place on. */
  static MemorySegment from(MemorySegment data, long offset) {
    return data.asSlice(offset);
  }

  static byte getByte(MemorySegment data, long at) {
    return data.get(BYTE, at);
  }

  static void setByte(MemorySegment data, long at, byte value) {
    data.set(BYTE, at, value);
  }

  static short getShort(MemorySegment data, long at, ByteOrder order) {
    return data.get(order == ByteOrder.BIG_ENDIAN ? SHORT_BE : SHORT_LE, at);
  }

  static void setShort(MemorySegment data, long at, ByteOrder order, short value) {
    data.set(order == ByteOrder.BIG_ENDIAN ? SHORT_BE : SHORT_LE, at, value);
  }

  static int getInt(MemorySegment data, long at, ByteOrder order) {
    return data.get(order == ByteOrder.BIG_ENDIAN ? INT_BE : INT_LE, at);
  }

  static void setInt(MemorySegment data, long at, ByteOrder order, int value) {
    data.set(order == ByteOrder.BIG_ENDIAN ? INT_BE : INT_LE, at, value);
  }

  static long getLong(MemorySegment data, long at, ByteOrder order) {
    return data.get(order == ByteOrder.BIG_ENDIAN ? LONG_BE : LONG_LE, at);
  }

  static void setLong(MemorySegment data, long at, ByteOrder order, long value) {
    data.set(order == ByteOrder.BIG_ENDIAN ? LONG_BE : LONG_LE, at, value);
  }

  /** A copy of some bytes. */
  static byte[] bytes(MemorySegment data, long at, int size) {
    byte[] copy = new byte[size];
    MemorySegment.copy(data, BYTE, at, copy, 0, size);
    return copy;
  }

  /** A copy of all bytes. */
  static byte[] bytes(MemorySegment data) {
    return data.toArray(BYTE);
  }

  /** The first bytes; they are there. */
  static MemorySegment first(MemorySegment data, long size) {
    return data.asSlice(0, size);
  }

  /** Parts of a layout one after the other. */
  static MemoryLayout[] joined(MemoryLayout[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(MemoryLayout[]::new);
  }

  /** Writes some bytes. */
  static void put(MemorySegment data, long at, byte[] bytes) {
    MemorySegment.copy(bytes, 0, data, BYTE, at, bytes.length);
  }

  /** Makes some bytes zero. */
  static void clear(MemorySegment data, long at, long size) {
    if (size < Long.BYTES) {
      for (long i = at; i < at + size; i++) {
        data.set(BYTE, i, (byte) 0);
      }
    } else {
      data.asSlice(at, size).fill((byte) 0);
    }
  }

  /** Refuses a layout that isn't what was generated, by the first field that is elsewhere. */
  static void checkLayout(
      String struct, long size, long align, StructLayout layout, List<WireField> fields) {
    for (WireField field : fields) {
      MemoryLayout.PathElement path = MemoryLayout.PathElement.groupElement(field.name());
      long offset = layout.byteOffset(path);
      long length = layout.select(path).byteSize();
      if (offset != field.offset() || length != field.size()) {
        throw new IllegalStateException(
            struct + "." + field.name() + ": offset " + offset + ", " + length + " bytes");
      }
    }
    boolean isAligned = layout.byteAlignment() == 1 || layout.byteAlignment() == align;
    if (layout.byteSize() != size || !isAligned) {
      throw new IllegalStateException(struct + ": " + layout);
    }
  }

{{ parts }}
