  /** Whether some byte of a run isn't zero. */
  static boolean anySet({{ memory }} data, {{ at }} at, int size) {
    for (int i = 0; i < size; i++) {
      if (getByte(data, at + i) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The first byte of a run that isn't zero, in decimal. */
  static String firstSet({{ memory }} data, {{ at }} at, int size) {
    for (int i = 0; i < size; i++) {
      byte found = getByte(data, at + i);
      if (found != 0) {
        return Integer.toString(Byte.toUnsignedInt(found));
      }
    }
    return "0";
  }

  /** Bytes in hexadecimal. */
  static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }

  /** A run of bytes in hexadecimal. */
  static String hex({{ memory }} data, {{ at }} at, int size) {
    return hex(bytes(data, at, size));
  }

  /** The bytes that hexadecimal digits stand for. */
  static byte[] unhex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** Whether two values are equal: arrays by what they hold, floats by their bits. */
  static boolean equal(Object a, Object b) {
    if (a instanceof Float x && b instanceof Float y) {
      return Float.floatToRawIntBits(x) == Float.floatToRawIntBits(y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(y);
    }
    if (!a.getClass().isArray() || a.getClass() != b.getClass()) {
      return a.equals(b);
    }
    int length = Array.getLength(a);
    boolean isEqual = length == Array.getLength(b);
    for (int i = 0; isEqual && i < length; i++) {
      isEqual = equal(Array.get(a, i), Array.get(b, i));
    }
    return isEqual;
  }

  /** A number that equal values have in common. */
  static int hash(Object value) {
    return Arrays.deepHashCode(new Object[] {value});
  }

  /** A value as text: bytes in hexadecimal, arrays with all that they hold. */
  static String show(Object value) {
    if (value instanceof byte[] bytes) {
      return hex(bytes);
    }
    if (!value.getClass().isArray()) {
      return String.valueOf(value);
    }
    StringJoiner joiner = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Array.getLength(value); i++) {
      joiner.add(show(Array.get(value, i)));
    }
    return joiner.toString();
  }

  /** Unsigned numbers of 64 bits as text, also in arrays. */
  static String showUnsigned(Object value) {
    if (value instanceof Long number) {
      return Long.toUnsignedString(number);
    }
    StringJoiner joiner = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Array.getLength(value); i++) {
      joiner.add(showUnsigned(Array.get(value, i)));
    }
    return joiner.toString();
  }

  /** An array with the same value in each element, in all its dimensions. */
  static <A> A filled(A array, Object value) {
    boolean isInnermost = !array.getClass().getComponentType().isArray();
    boolean holds = value instanceof byte[] && array instanceof byte[][];
    for (int i = 0; i < Array.getLength(array); i++) {
      if (isInnermost || holds) {
        Array.set(array, i, value);
      } else {
        filled(Array.get(array, i), value);
      }
    }
    return array;
  }

  /** What a builder was given for a member that must be given. */
  static <T> T given(T value, String struct, String member) {
    if (value == null) {
      throw new IllegalStateException(struct + "." + member + " must be given");
    }
    return value;
  }

  /** One line for each field: offset, bytes, name, number. */
  static String dump({{ memory }} data, List<WireField> fields, ByteOrder order) {
    StringJoiner lines = new StringJoiner("\n");
    {{ at }} start = start(data);
    int there = (int) Math.min(size(data), Integer.MAX_VALUE);
    int end = 0;
    for (WireField field : fields) {
      rows(lines, data, start, end, Math.min(field.offset(), there), "");
      end = Math.min(field.offset() + field.size(), there);
      String label = field.name();
      if (field.offset() + field.size() <= there) {
        label += number(data, start + field.offset(), field, order);
      }
      rows(lines, data, start, Math.min(field.offset(), there), end, label);
    }
    rows(lines, data, start, end, there, "");
    return lines.toString();
  }

  private static void rows(
      StringJoiner lines, {{ memory }} data, {{ at }} start, int from, int to, String label) {
    for (int at = from; at < to; at += 16) {
      byte[] part = bytes(data, start + at, Math.min(16, to - at));
      String digits = HexFormat.ofDelimiter(" ").formatHex(part);
      lines.add(String.format("%04x  %-47s  %s", at, digits, label).stripTrailing());
    }
  }

  private static String number({{ memory }} data, {{ at }} at, WireField field, ByteOrder given) {
    ByteOrder order = field.order() == null ? given : field.order();
    return switch (field.type()) {
      case "u8" -> " = " + Byte.toUnsignedInt(getByte(data, at));
      case "i8" -> " = " + getByte(data, at);
      case "u16" -> " = " + Short.toUnsignedInt(getShort(data, at, order));
      case "i16" -> " = " + getShort(data, at, order);
      case "u32" -> " = " + Integer.toUnsignedString(getInt(data, at, order));
      case "i32" -> " = " + getInt(data, at, order);
      case "u64" -> " = " + Long.toUnsignedString(getLong(data, at, order));
      case "i64" -> " = " + getLong(data, at, order);
      case "f32" -> " = " + Float.intBitsToFloat(getInt(data, at, order));
      case "f64" -> " = " + Double.longBitsToDouble(getLong(data, at, order));
      default -> "";
    };
  }

  /** The error of too few bytes, or of too many. */
  static DecodeException wrongSize(String struct, long wanted, long there) {
    ErrorKind kind = there < wanted ? ErrorKind.TOO_SHORT : ErrorKind.TOO_LONG;
    return new DecodeException(kind, struct, "", Long.toString(wanted), Long.toString(there));
  }

  /** Arrays one after the other. */
  static byte[] joined(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size = Math.addExact(size, part.length);
    }
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Lists one after the other. */
  static <T> List<T> joined(List<List<T>> parts) {
    List<T> all = new ArrayList<>();
    parts.forEach(all::addAll);
    return List.copyOf(all);
  }

  /** An unsigned number of 64 bits as a float. */
  static double unsignedDouble(long number) {
    return number >= 0 ? number : (number >>> 1 | number & 1) * 2.0;
  }

  /** An unsigned number of 64 bits. */
  static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }

  /** The bytes of a part: a number times a factor, less what is taken off. They are there. */
  static long length(
      long number, long times, long minus, {{ memory }} rest, String message, String part) {
    boolean isSmall = number >= 0 && number <= Integer.MAX_VALUE && times <= Integer.MAX_VALUE;
    long wanted = isSmall ? number * times - minus : -1;
    if (wanted >= 0 && wanted <= size(rest)) {
      return wanted;
    }
    return length(BigInteger.valueOf(number), times, minus, rest, message, part);
  }

  /** The same of a number that may be larger. */
  static long length(
      BigInteger number, long times, long minus, {{ memory }} rest, String message, String part) {
    BigInteger wanted =
        number.multiply(BigInteger.valueOf(times)).subtract(BigInteger.valueOf(minus));
    if (wanted.signum() < 0 || wanted.compareTo(BigInteger.valueOf(size(rest))) > 0) {
      throw new DecodeException(
          ErrorKind.PAYLOAD_LENGTH, message, part, wanted.toString(), Long.toString(size(rest)));
    }
    return wanted.longValue();
  }

  /** What a header says of a part of some units. Refuses what it can't say. */
  static long stated(
      long units,
      long unit,
      long times,
      long minus,
      long highest,
      long most,
      String message,
      String part) {
    long number = (units + minus) / times;
    if ((units + minus) % times != 0 || Long.compareUnsigned(number, highest) > 0) {
      throw new EncodeException(
          ErrorKind.PAYLOAD_LENGTH,
          message,
          part,
          Long.toUnsignedString(most),
          Long.toString(units * unit));
    }
    return number;
  }

  /** The values in some bytes, one after the other; each is decoded as it is asked for. */
  static <T> Iterable<T> records({{ memory }} data, Function<{{ memory }}, Prefix<T>> decode) {
    return () ->
        new Iterator<T>() {
          private {{ memory }} rest = data;

          @Override
          public boolean hasNext() {
            return size(rest) > 0;
          }

          @Override
          public T next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Prefix<T> prefix = decode.apply(rest);
            rest = prefix.rest();
            return prefix.value();
          }
        };
  }
}
