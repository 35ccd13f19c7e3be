  /** How text is encoded, and what fills the rest of its bytes. */
  static final int ASCII = 0;

  static final int UTF_8 = 1;
  static final int LATIN_1 = 2;
  static final int SPACE = 4;
  static final int TERMINATED = 8;
  static final int REPLACE = 16;
  private static final int ENCODING = 3;

  /** The text up to the first NUL, without the pad. */
  static String text(
      {{ memory }} data, {{ at }} at, int size, int rules, String struct, String field) {
    byte[] raw = bytes(data, at, size);
    int end = 0;
    while (end < size && raw[end] != 0) {
      end++;
    }
    if (end == size && (rules & TERMINATED) != 0) {
      throw new DecodeException(ErrorKind.NOT_TERMINATED, struct, field, "", "");
    }
    return trimmed(decoded(raw, end, rules, struct, field), rules);
  }

  private static String decoded(byte[] raw, int end, int rules, String struct, String field) {
    if ((rules & ENCODING) == LATIN_1) {
      return new String(raw, 0, end, StandardCharsets.ISO_8859_1);
    }
    boolean isAscii = (rules & ENCODING) == ASCII;
    Charset charset = isAscii ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    String text = new String(raw, 0, end, charset);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    if ((rules & REPLACE) != 0) {
      return isAscii ? text : lossy(raw, end);
    }
    // The text may hold U+FFFD itself: whether the bytes are wrong, only the decoder knows.
    ByteBuffer in = ByteBuffer.wrap(raw, 0, end);
    CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    if (decoder.decode(in, CharBuffer.allocate(end), true).isError()) {
      throw badUnit(in.position(), Byte.toUnsignedInt(raw[in.position()]), struct, field);
    }
    return text;
  }

  /** Text with U+FFFD for what is wrong in it: for each byte of a surrogate, not for all three. */
  private static String lossy(byte[] raw, int end) {
    for (int i = 0; i + 1 < end; i++) {
      boolean isSurrogate = raw[i] == (byte) 0xED && (raw[i + 1] & 0xE0) == 0xA0;
      if (isSurrogate) {
        raw[i] = (byte) 0xFF;
      }
    }
    return new String(raw, 0, end, StandardCharsets.UTF_8);
  }

  private static DecodeException badUnit(int index, int unit, String struct, String field) {
    return new DecodeException(
        ErrorKind.BAD_TEXT, struct, field, Integer.toString(index), Integer.toString(unit));
  }

  private static String trimmed(String text, int rules) {
    int end = text.length();
    while ((rules & SPACE) != 0 && end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  /** The UTF-16 text up to the first NUL, without the pad. */
  static String text16(
      {{ memory }} data,
      {{ at }} at,
      int units,
      int rules,
      ByteOrder order,
      String struct,
      String field) {
    StringBuilder text = new StringBuilder();
    boolean isTerminated = false;
    for (int i = 0; i < units; i++) {
      char unit = (char) getShort(data, at + i * 2, order);
      if (unit == 0) {
        isTerminated = true;
        break;
      }
      text.append(unit);
    }
    if (!isTerminated && (rules & TERMINATED) != 0) {
      throw new DecodeException(ErrorKind.NOT_TERMINATED, struct, field, "", "");
    }
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1));
      if (isPair) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        if ((rules & REPLACE) == 0) {
          throw badUnit(i, unit, struct, field);
        }
        text.setCharAt(i, '\uFFFD');
      }
    }
    return trimmed(text.toString(), rules);
  }

  /** Refuses a character that the encoding doesn't have. */
  private static void checkText(String text, int last, String struct, String field) {
    int index = 0;
    for (int i = 0; i < text.length(); index++) {
      int code = text.codePointAt(i);
      boolean isLoneSurrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
      if (code == 0 || code > last || isLoneSurrogate) {
        throw new EncodeException(
            ErrorKind.BAD_TEXT, struct, field, Integer.toString(index), Integer.toString(code));
      }
      i += Character.charCount(code);
    }
  }

  /** Refuses text that there is no room for. */
  private static void checkRoom(int units, int rules, int needed, String struct, String field) {
    int room = (rules & TERMINATED) != 0 ? units - 1 : units;
    if (needed > room) {
      throw new EncodeException(
          ErrorKind.TEXT_TOO_LONG, struct, field, Integer.toString(room), Integer.toString(needed));
    }
  }

  /** Writes text, a NUL if it must be terminated, and the pad. */
  static void putText(
      {{ memory }} data,
      {{ at }} at,
      int size,
      int rules,
      String text,
      String struct,
      String field) {
    int encoding = rules & ENCODING;
    checkText(
        text,
        encoding == ASCII ? 0x7F : encoding == LATIN_1 ? 0xFF : Character.MAX_CODE_POINT,
        struct,
        field);
    Charset charset = encoding == LATIN_1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] raw = text.getBytes(charset);
    checkRoom(size, rules, raw.length, struct, field);
    byte[] all = Arrays.copyOf(raw, size);
    int end = (rules & TERMINATED) != 0 ? raw.length + 1 : raw.length;
    if ((rules & SPACE) != 0) {
      Arrays.fill(all, end, size, (byte) ' ');
    }
    put(data, at, all);
  }

  /** Writes UTF-16 text, a NUL if it must be terminated, and the pad. */
  static void putText16(
      {{ memory }} data,
      {{ at }} at,
      int units,
      int rules,
      ByteOrder order,
      String text,
      String struct,
      String field) {
    checkText(text, Character.MAX_CODE_POINT, struct, field);
    checkRoom(units, rules, text.length(), struct, field);
    int end = (rules & TERMINATED) != 0 ? text.length() + 1 : text.length();
    char pad = (rules & SPACE) != 0 ? ' ' : '\0';
    for (int i = 0; i < units; i++) {
      char unit = i < text.length() ? text.charAt(i) : i < end ? '\0' : pad;
      setShort(data, at + i * 2, order, (short) unit);
    }
  }

