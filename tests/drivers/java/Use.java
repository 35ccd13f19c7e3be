// What a program does with generated classes beyond decoding and encoding; run with assertions on.
package drive;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import shm.Control;
import shm.ControlReader;
import shm.ControlWriter;
import shm.State;
import shm.Wishes;
import thumbnail.DecodeException;
import thumbnail.EncodeException;
import thumbnail.ErrorKind;
import thumbnail.OutputFormat;
import thumbnail.ThumbnailCalls;
import thumbnail.ThumbnailConstants;
import thumbnail.ThumbnailRequest;
import thumbnail.ThumbnailRequestHeader;
import thumbnail.ThumbnailRequestHeaderView;
import thumbnail.ThumbnailResponse;
import thumbnail.ThumbnailResponseHeader;
import thumbnail.Timed;
import unions.Command;
import unions.CommandView;
import unions.Opcode;
import unions.ReadWrite;
import unions.Specific;
import unions.Word;

final class Use {
  private Use() {}

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private static void fails(ErrorKind kind, String field, Runnable code) {
    try {
      code.run();
    } catch (thumbnail.WireException e) {
      check(e.kind() == kind && e.field().equals(field), e.toString());
      return;
    }
    throw new IllegalStateException("no " + kind);
  }

  private static void outOfBounds(Runnable code) {
    try {
      code.run();
    } catch (IndexOutOfBoundsException e) {
      return;
    }
    throw new IllegalStateException("nothing is out of bounds");
  }

  private static void values() {
    ThumbnailRequestHeader one = ThumbnailRequestHeader.builder().targetWidth(0xFFFFFFFFL).build();
    check(one.quality() == 85 && one.outputFormat() == OutputFormat.JPEG, "defaults");
    check(ThumbnailRequestHeader.VERSION == 1 && ThumbnailConstants.MSG_THUMBNAIL_CREATE == 100, "constants");
    check(one.equals(one.toBuilder().build()) && one.toString().contains("targetWidth=4294967295"), "value");
    check(ThumbnailRequestHeader.decode(one.encode()).targetWidth() == 0xFFFFFFFFL, "unsigned");
    fails(ErrorKind.OUT_OF_RANGE, "quality", () -> one.toBuilder().quality(101).build().encode());
    fails(ErrorKind.OUT_OF_RANGE, "target_width", () -> one.toBuilder().targetWidth(-1).build().encode());
    OutputFormat unknown = OutputFormat.of(7);
    check(!unknown.isKnown() && unknown.name().equals("7") && unknown.extension().equals(".bin"), "open enum");
    check(OutputFormat.PNG.isKnown() && OutputFormat.of(1) == OutputFormat.PNG, "known");
    check(OutputFormat.PNG.name().equals("PNG") && OutputFormat.PNG.extension().equals(".png"), "texts");
    Wishes both = Wishes.STOP.with(Wishes.FLUSH);
    check(both.contains(Wishes.STOP) && both.without(Wishes.STOP).equals(Wishes.FLUSH), "flags");
    check(both.toString().equals("STOP|FLUSH") && Wishes.NONE.isEmpty(), "text of flags");
    check(new Wishes(9).toString().equals("STOP|0x8"), "unknown flags");
    try {
      ThumbnailRequestHeader.builder().outputFormat(null);
      throw new IllegalStateException("null was taken");
    } catch (NullPointerException e) {
      check(e.getMessage().equals("outputFormat"), "null");
    }
  }

  private static void memory() {
    byte[] bytes = ThumbnailRequestHeader.builder().targetWidth(5).build().encode();
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    List<ThumbnailRequestHeader> found = new ArrayList<>();
    ThumbnailRequestHeader.iterFrom(Support.memory(twice)).forEach(found::add);
    check(found.size() == 2 && found.get(1).targetWidth() == 5, "records");
    check(ThumbnailRequestHeader.bytesNeeded(Support.memory(new byte[20])) == 4, "needed");
    check(ThumbnailRequestHeader.bytesNeeded(Support.memory(twice)) == 0, "enough");
    String dump = ThumbnailRequestHeader.dump(Support.memory(bytes));
    check(dump.lines().anyMatch(l -> l.startsWith("0004  05 00 00 00") && l.endsWith("target_width = 5")), dump);
    check(ThumbnailRequestHeader.dump(Support.memory(new byte[3])).lines().count() == 2, "dump of a part");
    outOfBounds(() -> found.get(0).encodeInto(Support.memory(new byte[23])));
    byte[] ones = new byte[bytes.length];
    Arrays.fill(ones, (byte) 0xFF);
    var used = Support.memory(ones);
    found.get(0).encodeInto(used);
    check(ThumbnailRequestHeader.dump(used).equals(dump), "nothing is left of what was there");
    outOfBounds(() -> new ThumbnailRequestHeaderView(Support.memory(new byte[23])));
    var memory = Support.memory(twice);
    ThumbnailRequestHeaderView view = new ThumbnailRequestHeaderView(memory);
    view.setTargetHeight(0xFFFFFFFEL);
    view.setOutputFormat(OutputFormat.WEBP);
    check(view.targetHeight() == 0xFFFFFFFEL && view.outputFormat() == OutputFormat.WEBP, "view");
    check(ThumbnailRequestHeader.decodePrefix(memory).value().equals(view.decode()), "shared");
    fails(ErrorKind.OUT_OF_RANGE, "quality", () -> view.setQuality(101));
    check(view.quality() == 85, "refused, so unchanged");
    view.encode(found.get(0));
    check(view.decode().equals(found.get(0)), "all at once");
    byte[] wrong = bytes.clone();
    wrong[0] = (byte) 200;
    fails(ErrorKind.UNSUPPORTED_VERSION, "version", () -> ThumbnailRequestHeader.decode(wrong));
    try {
      ThumbnailRequestHeader.decode(wrong);
    } catch (DecodeException e) {
      String text = "ThumbnailRequestHeader.version: version 200 is not supported, only 1";
      check(e.getMessage().equals(text) && e.got().equals("200") && e.kind().text().equals("unsupported-version"), e.toString());
    }
  }

  private static void calls() {
    byte[] image = {1, 2, 3};
    List<ThumbnailRequest> asked = new ArrayList<>();
    thumbnail.Transport transport =
        (id, request) -> {
          check(id == ThumbnailRequest.ID && id == 100, "id");
          asked.add(ThumbnailRequest.parse(request));
          ThumbnailRequestHeader given = asked.get(asked.size() - 1).header();
          ThumbnailResponseHeader header =
              ThumbnailResponseHeader.builder().width(given.targetWidth()).height(given.targetHeight()).build();
          return ThumbnailResponse.create(header, new byte[2048]);
        };
    ThumbnailResponse answer = ThumbnailCalls.createThumbnail(transport, image);
    check(answer.dimensions().equals("100x100") && answer.sizeKb() == 2.0, "helpers");
    check(answer.extension().equals(".jpg") && answer.header().payloadSize() == 2048, "answer");
    check(asked.get(0).header().payloadSize() == 3 && Arrays.equals(asked.get(0).image(), image), "request");
    Timed<ThumbnailResponse> timed = ThumbnailCalls.createThumbnailTimed(transport, image, 7, 9, OutputFormat.PNG, 1);
    check(timed.value().dimensions().equals("7x9") && !timed.elapsed().isNegative(), "timed");
    check(asked.get(1).header().outputFormat() == OutputFormat.PNG, "given");
    var sizes = List.of(new ThumbnailCalls.CreateThumbnailSizesEntry(1, 2), new ThumbnailCalls.CreateThumbnailSizesEntry(3, 4));
    List<ThumbnailResponse> many = ThumbnailCalls.createThumbnailSizes(transport, image, sizes);
    check(many.size() == 2 && many.get(1).dimensions().equals("3x4"), "sizes");
    var qualities = ThumbnailCalls.createThumbnailQualities(transport, image, List.of(10L, 20L));
    check(qualities.get(1).getKey() == 20 && asked.get(5).header().quality() == 20, "qualities");
    fails(ErrorKind.PAYLOAD_LENGTH, "image", () -> {
      byte[] bytes = ThumbnailRequest.create(ThumbnailRequestHeader.builder().build(), image);
      ThumbnailRequest.parse(Arrays.copyOf(bytes, bytes.length - 1));
    });
    // A length of 2^31 and more is not a negative number.
    byte[] bytes = ThumbnailRequest.create(ThumbnailRequestHeader.builder().build(), image);
    bytes[23] = (byte) 0x80;
    try {
      ThumbnailRequest.parse(bytes);
      throw new IllegalStateException("a length beyond the data");
    } catch (DecodeException e) {
      check(e.wanted().equals("2147483651") && e.got().equals("3"), e.toString());
    }
    ThumbnailRequest more = ThumbnailRequest.parse(Arrays.copyOf(ThumbnailRequest.create(ThumbnailRequestHeader.builder().build(), image), 30));
    check(more.trailing().length == 3 && more.encode().length == 27, "trailing");
  }

  private static void unions() {
    Specific.Rw moves = new Specific.Rw(ReadWrite.builder().block(-1).count(3).build());
    Command.Builder builder = Command.builder().opcode(Opcode.READ).specific(moves);
    builder.data(new unions.Data.Prp(new long[] {1, -1}));
    Command command = builder.word(new Word[] {Word.fromReal(1.5f), Word.fromHalves(new int[] {1, 0xFFFF})}).build();
    Command again = Command.decode(command.encode());
    check(again.equals(command) && again.hashCode() == command.hashCode(), "content");
    check(again.toString().contains("18446744073709551615"), "unsigned text: " + again);
    check(again.word()[0].real() == 1.5f && again.word()[1].halves()[1] == 0xFFFF, "union without a tag");
    String kind = switch (again.specific()) {
      case Specific.Rw rw -> "rw " + rw.value().count();
      case Specific.Raw raw -> "raw " + raw.value().length;
    };
    check(kind.equals("rw 3"), kind);
    try {
      command.toBuilder().opcode(Opcode.FLUSH).build().encode();
      throw new IllegalStateException("another member than the tag says");
    } catch (unions.EncodeException e) {
      check(e.kind() == unions.ErrorKind.NO_MEMBER && e.field().equals("specific"), e.toString());
    }
    try {
      command.toBuilder().word(new Word[1]).build().encode();
      throw new IllegalStateException("an array of another length");
    } catch (unions.EncodeException e) {
      check(e.kind() == unions.ErrorKind.WRONG_LENGTH && e.wanted().equals("2") && e.got().equals("1"), e.toString());
    }
    try {
      Command.builder().build();
      throw new IllegalStateException("a member that must be given");
    } catch (IllegalStateException e) {
      check(e.getMessage().equals("Command.specific must be given"), e.getMessage());
    }
    CommandView view = new CommandView(Support.memory(command.encode()));
    view.setFuse(2);
    check(view.fuse() == 2 && view.psdt() == 0 && view.specific().equals(moves), "view of bits and unions");
    ReadWrite block = ReadWrite.builder().block(7).build();
    view.setSpecific(new Specific.Rw(block));
    check(view.decode().specific().equals(new Specific.Rw(block)), "a union is set");
    try {
      view.setSpecific(new Specific.Raw(new byte[24]));
      throw new IllegalStateException("another member than the tag says");
    } catch (unions.EncodeException e) {
      check(view.decode().specific().equals(new Specific.Rw(block)), "refused, so unchanged");
    }
  }

  private static void sharedMemory() {
    var memory = Support.sharedMemory(Control.SIZE);
    Control.builder().label("x").build().encodeInto(memory);
    ControlWriter writer = new ControlWriter(memory);
    ControlReader reader = new ControlReader(memory);
    writer.setWritten(-1);
    writer.setState(State.RUNNING);
    writer.setWriterPid(0xFFFFFFFFL);
    reader.setWishes(Wishes.STOP);
    reader.setSmall(200);
    writer.setUsers(0xFFFF);
    check(reader.written() == -1 && reader.state().equals(State.RUNNING), "acquire and release");
    check(reader.writerPid() == 0xFFFFFFFFL && writer.wishes().equals(Wishes.STOP), "volatile and opaque");
    check(writer.small() == 200 && reader.users() == 0xFFFF, "bytes and shorts");
    Control copy = reader.snapshot();
    check(copy.label().equals("x") && copy.written() == -1 && copy.users() == 0xFFFF, "snapshot");
    try {
      writer.setUsers(0x10000);
      throw new IllegalStateException("too large");
    } catch (shm.EncodeException e) {
      check(e.kind() == shm.ErrorKind.OUT_OF_RANGE && e.field().equals("users"), e.toString());
    }
    outOfBounds(() -> new ControlReader(Support.sharedMemory(Control.SIZE - 64)));
    try {
      new ControlReader(Support.odd());
      throw new IllegalStateException("memory that isn't aligned");
    } catch (IllegalArgumentException e) {
      check(e.getMessage() != null, "alignment");
    }
    for (Class<?> handle : List.of(ControlWriter.class, ControlReader.class, shm.ControlCreator.class)) {
      List<String> setters = Arrays.stream(handle.getDeclaredMethods()).map(m -> m.getName()).filter(n -> n.startsWith("set")).sorted().toList();
      List<String> expected = handle == ControlWriter.class
          ? List.of("setSigned", "setSmall", "setState", "setUsers", "setWriterPid", "setWritten")
          : handle == ControlReader.class ? List.of("setRead", "setSigned", "setSmall", "setUsers", "setWishes") : List.of("setSigned", "setSmall", "setUsers");
      check(setters.equals(expected), handle + ": " + setters);
    }
    check(ByteOrder.nativeOrder() != null, "order");
  }

  public static void main(String[] args) {
    values();
    memory();
    calls();
    unions();
    sharedMemory();
    System.out.println("used");
  }
}
