package bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The 24-byte request header as one would read and write it by hand, with the checks of the schema. */
public record ByHand(long width, long height, int format, long quality, long payloadSize) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static ByHand read(MemorySegment bytes) {
    if (bytes.byteSize() != 24) {
      throw new IllegalArgumentException(bytes.byteSize() + " bytes");
    }
    int version = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 0));
    if (version != 1) {
      throw new IllegalArgumentException("version " + version);
    }
    return new ByHand(
        Integer.toUnsignedLong(bytes.get(INT, 4)),
        Integer.toUnsignedLong(bytes.get(INT, 8)),
        bytes.get(INT, 12),
        Integer.toUnsignedLong(bytes.get(INT, 16)),
        Integer.toUnsignedLong(bytes.get(INT, 20)));
  }

  static void write(MemorySegment bytes, ByHand header) {
    if (bytes.byteSize() < 24) {
      throw new IllegalArgumentException(bytes.byteSize() + " bytes");
    }
    bytes.set(INT, 0, 1);
    bytes.set(INT, 4, narrow(header.width));
    bytes.set(INT, 8, narrow(header.height));
    bytes.set(INT, 12, header.format);
    if (header.quality < 0 || header.quality > 100) {
      throw new IllegalArgumentException("quality " + header.quality);
    }
    bytes.set(INT, 16, (int) header.quality);
    bytes.set(INT, 20, narrow(header.payloadSize));
  }

  private static int narrow(long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException("out of range: " + value);
    }
    return (int) value;
  }
}
