package bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import thumbnail.ThumbnailRequestHeader;

/** Codecs of the 24-byte request header over byte buffers, each with the same checks. */
@State(Scope.Thread)
public class Codec {
  /** What a decoder by hand gives. */
  public record ByHand(long width, long height, int format, long quality, long payloadSize) {}

  private final ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer target = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
  private ThumbnailRequestHeader header;
  private ByHand byHand;

  public Codec() {
    write(bytes, new ByHand(100, 75, 1, 85, 4096));
    header = ThumbnailRequestHeader.decode(bytes);
    byHand = read(bytes);
  }

  private static ByHand read(ByteBuffer bytes) {
    if (bytes.remaining() != 24) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes");
    }
    int at = bytes.position();
    int version = Byte.toUnsignedInt(bytes.get(at));
    if (version != 1) {
      throw new IllegalArgumentException("version " + version);
    }
    return new ByHand(
        Integer.toUnsignedLong(bytes.getInt(at + 4)),
        Integer.toUnsignedLong(bytes.getInt(at + 8)),
        bytes.getInt(at + 12),
        Integer.toUnsignedLong(bytes.getInt(at + 16)),
        Integer.toUnsignedLong(bytes.getInt(at + 20)));
  }

  private static void write(ByteBuffer bytes, ByHand header) {
    if (bytes.remaining() < 24) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes");
    }
    int at = bytes.position();
    bytes.putInt(at, 1);
    bytes.putInt(at + 4, narrow(header.width));
    bytes.putInt(at + 8, narrow(header.height));
    bytes.putInt(at + 12, header.format);
    if (header.quality < 0 || header.quality > 100) {
      throw new IllegalArgumentException("quality " + header.quality);
    }
    bytes.putInt(at + 16, (int) header.quality);
    bytes.putInt(at + 20, narrow(header.payloadSize));
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
  public ByteBuffer encodeByHand() {
    write(target, byHand);
    return target;
  }

  @Benchmark
  public ByteBuffer encode() {
    header.encodeInto(target);
    return target;
  }
}
