// What every driver of the Java backends is made with: lines in, answers out, and values as `path=value` pairs.
package drive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class Support {
  private Support() {}

  /** Answers one question. */
  interface Answer {
    List<String> to(String verb, String name, String order, String[] rest);
  }

  /** Tells an error of the generated classes from others. */
  interface Errors {
    List<String> columns(RuntimeException e);
  }

  /** Makes bytes. */
  interface Encode {
    byte[] bytes();
  }

  /** Values of a line by their paths. */
  record Given(Map<String, String> values) {
    static Given of(String[] columns) {
      Map<String, String> values = new HashMap<>();
      for (String column : columns) {
        int at = column.indexOf('=');
        if (at >= 0) {
          String path = column.substring(0, at);
          values.put(path, column.substring(at + 1));
          // Whether anything below a path is given is asked for each member.
          for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '.' || path.charAt(i) == '[') {
              values.putIfAbsent("?" + path.substring(0, i), "");
            }
          }
        }
      }
      return new Given(values);
    }

    boolean has(String path) {
      return values.containsKey(path) || values.containsKey("?" + path);
    }

    String get(String path) {
      String value = values.get(path);
      if (value == null) {
        throw new IllegalStateException("no " + path);
      }
      return value;
    }
  }

  static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }

  static byte[] unhex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static String text(String digits) {
    return new String(unhex(digits), StandardCharsets.UTF_8);
  }

  static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(float value) {
    return String.format("%08x", Float.floatToRawIntBits(value));
  }

  static String hex(double value) {
    return String.format("%016x", Double.doubleToRawLongBits(value));
  }

  static float toFloat(String digits) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(digits, 16));
  }

  static double toDouble(String digits) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(digits, 16));
  }

  static String hexUuid(UUID value) {
    return String.format("%016x%016x", value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  static UUID toUuid(String digits) {
    return new UUID(Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
  }

  static String hexGuid(UUID value) {
    return swapped(hexUuid(value));
  }

  static UUID toGuid(String digits) {
    return toUuid(swapped(digits));
  }

  /** The first three numbers of a GUID with their bytes turned round. */
  private static String swapped(String digits) {
    StringBuilder out = new StringBuilder();
    for (int at : new int[] {6, 4, 2, 0, 10, 8, 14, 12}) {
      out.append(digits, at, at + 2);
    }
    return out + digits.substring(16);
  }

  static ByteOrder order(String order) {
    return order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /*MEMORY*/

  static int count(Iterable<?> values) {
    int count = 0;
    for (Object value : values) {
      count += value == null ? 0 : 1;
    }
    return count;
  }

  static void run(Answer answer, Errors errors) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] columns = line.split("\t", -1);
      List<String> shown = new ArrayList<>(List.of(columns[0]));
      try {
        String[] rest = Arrays.copyOfRange(columns, 4, columns.length);
        List<String> found = answer.to(columns[1], columns[2], columns[3], rest);
        shown.add("ok");
        shown.addAll(found);
      } catch (RuntimeException e) {
        shown.add("err");
        shown.addAll(errors.columns(e));
      }
      out.print(String.join("\t", shown) + "\n");
      out.flush();
    }
  }
}
