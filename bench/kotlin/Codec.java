package bench;

import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import thumbnail.ThumbnailRequestHeader;

/** Codecs of the 24-byte request header: generated Kotlin beside Java by hand, each with the same checks. */
@State(Scope.Thread)
public class Codec {
  private final MemorySegment bytes = MemorySegment.ofArray(new byte[24]);
  private final MemorySegment target = MemorySegment.ofArray(new byte[24]);
  private ThumbnailRequestHeader header;
  private ByHand byHand;

  public Codec() {
    ByHand.write(bytes, new ByHand(100, 75, 1, 85, 4096));
    header = ThumbnailRequestHeader.Companion.decode(bytes);
    byHand = ByHand.read(bytes);
  }

  @Benchmark
  public ByHand decodeByHand() {
    return ByHand.read(bytes);
  }

  @Benchmark
  public ThumbnailRequestHeader decode() {
    return ThumbnailRequestHeader.Companion.decode(bytes);
  }

  @Benchmark
  public MemorySegment encodeByHand() {
    ByHand.write(target, byHand);
    return target;
  }

  @Benchmark
  public MemorySegment encode() {
    header.encodeInto(target, 0L);
    return target;
  }
}
