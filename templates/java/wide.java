  /** An unsigned number of up to 8 bytes. */
  static long getWide({{ memory }} data, {{ at }} at, int size, ByteOrder order) {
    long number = 0;
    for (int i = 0; i < size; i++) {
      int from = order == ByteOrder.BIG_ENDIAN ? i : size - 1 - i;
      number = number << 8 | Byte.toUnsignedLong(getByte(data, at + from));
    }
    return number;
  }

  /** A signed number of up to 8 bytes. */
  static long getWideSigned({{ memory }} data, {{ at }} at, int size, ByteOrder order) {
    int unused = Long.SIZE - size * 8;
    return getWide(data, at, size, order) << unused >> unused;
  }

  /** Writes the low bytes of a number. */
  static void setWide({{ memory }} data, {{ at }} at, int size, ByteOrder order, long value) {
    for (int i = 0; i < size; i++) {
      int to = order == ByteOrder.BIG_ENDIAN ? size - 1 - i : i;
      setByte(data, at + to, (byte) (value >>> i * 8));
    }
  }

  /** A number of 16 bytes. */
  static BigInteger getBig({{ memory }} data, {{ at }} at, ByteOrder order, boolean isSigned) {
    byte[] raw = bytes(data, at, 16);
    if (order == ByteOrder.LITTLE_ENDIAN) {
      reverse(raw);
    }
    return isSigned ? new BigInteger(raw) : new BigInteger(1, raw);
  }

  /** Writes the low 16 bytes of a number. */
  static void setBig({{ memory }} data, {{ at }} at, ByteOrder order, BigInteger value) {
    byte[] raw = new byte[16];
    byte[] given = value.toByteArray();
    Arrays.fill(raw, (byte) (value.signum() >> 1));
    int length = Math.min(given.length, 16);
    System.arraycopy(given, given.length - length, raw, 16 - length, length);
    if (order == ByteOrder.LITTLE_ENDIAN) {
      reverse(raw);
    }
    put(data, at, raw);
  }

  private static void reverse(byte[] raw) {
    for (int i = 0; i < raw.length / 2; i++) {
      byte other = raw[raw.length - 1 - i];
      raw[raw.length - 1 - i] = raw[i];
      raw[i] = other;
    }
  }

  /** Some bits of a number, as an unsigned one. */
  static BigInteger bits(BigInteger word, int low, int width) {
    BigInteger mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    return word.shiftRight(low).and(mask);
  }

  /** Some bits of a number, as a signed one. */
  static BigInteger signedBits(BigInteger word, int low, int width) {
    BigInteger number = bits(word, low, width);
    return number.testBit(width - 1) ? number.subtract(BigInteger.ONE.shiftLeft(width)) : number;
  }

  /** A number with some of its bits replaced. */
  static BigInteger replaced(BigInteger word, int low, int width, BigInteger number) {
    return word.subtract(bits(word, low, width).shiftLeft(low)).or(number.shiftLeft(low));
  }

