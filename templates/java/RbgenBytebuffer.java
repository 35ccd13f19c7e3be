{{ header }}
package {{ package }};

{{ imports }}

/**
 * What the classes of this package share.
 *
 * <p>Buffers are read and written at absolute places in an order that is stated each time, so that the position and the
 * order of a caller's buffer are neither used nor changed.
 */
final class Rbgen {
  static final VarHandle SHORT_LE = little(short[].class);
  static final VarHandle SHORT_BE = big(short[].class);
  static final VarHandle INT_LE = little(int[].class);
  static final VarHandle INT_BE = big(int[].class);
  static final VarHandle LONG_LE = little(long[].class);
  static final VarHandle LONG_BE = big(long[].class);
  static final VarHandle FLOAT_LE = little(float[].class);
  static final VarHandle FLOAT_BE = big(float[].class);
  static final VarHandle DOUBLE_LE = little(double[].class);
  static final VarHandle DOUBLE_BE = big(double[].class);

  private Rbgen() {}

  private static VarHandle little(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  private static VarHandle big(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  /** Where the data starts. */
  static int start(ByteBuffer data) {
    return data.position();
  }

  /** How many bytes the data has. */
  static long size(ByteBuffer data) {
    return data.remaining();
  }

  /** The data from a place on. */
  static ByteBuffer from(ByteBuffer data, long offset) {
    return data.duplicate().order(data.order()).position(data.position() + (int) offset);
  }

  static byte getByte(ByteBuffer data, int at) {
    return data.get(at);
  }

  static void setByte(ByteBuffer data, int at, byte value) {
    data.put(at, value);
  }

  static short getShort(ByteBuffer data, int at, ByteOrder order) {
    return (short) (order == ByteOrder.BIG_ENDIAN ? SHORT_BE : SHORT_LE).get(data, at);
  }

  static void setShort(ByteBuffer data, int at, ByteOrder order, short value) {
    (order == ByteOrder.BIG_ENDIAN ? SHORT_BE : SHORT_LE).set(data, at, value);
  }

  static int getInt(ByteBuffer data, int at, ByteOrder order) {
    return (int) (order == ByteOrder.BIG_ENDIAN ? INT_BE : INT_LE).get(data, at);
  }

  static void setInt(ByteBuffer data, int at, ByteOrder order, int value) {
    (order == ByteOrder.BIG_ENDIAN ? INT_BE : INT_LE).set(data, at, value);
  }

  static long getLong(ByteBuffer data, int at, ByteOrder order) {
    return (long) (order == ByteOrder.BIG_ENDIAN ? LONG_BE : LONG_LE).get(data, at);
  }

  static void setLong(ByteBuffer data, int at, ByteOrder order, long value) {
    (order == ByteOrder.BIG_ENDIAN ? LONG_BE : LONG_LE).set(data, at, value);
  }

  /** A copy of some bytes. */
  static byte[] bytes(ByteBuffer data, int at, int size) {
    byte[] copy = new byte[size];
    data.get(at, copy);
    return copy;
  }

  /** A copy of all bytes. */
  static byte[] bytes(ByteBuffer data) {
    return bytes(data, data.position(), data.remaining());
  }

  /** The first bytes; they are there. */
  static ByteBuffer first(ByteBuffer data, long size) {
    return data.slice(data.position(), (int) size);
  }

  /** Writes some bytes. */
  static void put(ByteBuffer data, int at, byte[] bytes) {
    data.put(at, bytes);
  }

  /** Makes some bytes zero. */
  static void clear(ByteBuffer data, int at, long size) {
    int i = 0;
    for (; i <= size - Long.BYTES; i += Long.BYTES) {
      data.putLong(at + i, 0);
    }
    for (; i < size; i++) {
      data.put(at + i, (byte) 0);
    }
  }

  /** Refuses fields that don't follow each other from the start of a struct to its end. */
  static void checkLayout(String struct, int size, List<WireField> fields) {
    int end = 0;
    for (WireField field : fields) {
      if (field.offset() < end) {
        throw new IllegalStateException(struct + "." + field.name() + ": offset " + field.offset());
      }
      end = field.offset() + field.size();
    }
    if (end > size) {
      throw new IllegalStateException(struct + ": " + end + " bytes");
    }
  }

{{ parts }}
