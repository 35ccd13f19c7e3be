package bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import thumbnail.OutputFormat;
import thumbnail.ThumbnailRequestHeader;

/** Codecs of the 24-byte request header over memory segments, each with the same checks. */
@State(Scope.Thread)
public class Codec {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** What a decoder by hand gives. */
  public record ByHand(long width, long height, int format, long quality, long payloadSize) {}

  private final MemorySegment bytes = MemorySegment.ofArray(new byte[24]);
  private final MemorySegment target = MemorySegment.ofArray(new byte[24]);
  private ThumbnailRequestHeader header;
  private ByHand byHand;

  public Codec() {
    write(bytes, new ByHand(100, 75, 1, 85, 4096));
    header = ThumbnailRequestHeader.decode(bytes);
    byHand = read(bytes);
  }

  private static ByHand read(MemorySegment bytes) {
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

  private static void write(MemorySegment bytes, ByHand header) {
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

  @Benchmark
  public ByHand decodeByHand() {
    return read(bytes);
  }

  @Benchmark
  public ThumbnailRequestHeader decode() {
    return ThumbnailRequestHeader.decode(bytes);
  }

  @Benchmark
  public MemorySegment encodeByHand() {
    write(target, byHand);
    return target;
  }

  @Benchmark
  public MemorySegment encode() {
    header.encodeInto(target);
    return target;
  }
}
