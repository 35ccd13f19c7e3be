  /** The UUID in 16 bytes, in RFC 9562 order. */
  static UUID uuid({{ memory }} data, {{ at }} at) {
    return new UUID(
        getLong(data, at, ByteOrder.BIG_ENDIAN), getLong(data, at + 8, ByteOrder.BIG_ENDIAN));
  }

  /** Writes a UUID in RFC 9562 order. */
  static void putUuid({{ memory }} data, {{ at }} at, UUID value) {
    setLong(data, at, ByteOrder.BIG_ENDIAN, value.getMostSignificantBits());
    setLong(data, at + 8, ByteOrder.BIG_ENDIAN, value.getLeastSignificantBits());
  }

  /** The GUID in 16 bytes, whose first three numbers are little-endian. */
  static UUID guid({{ memory }} data, {{ at }} at) {
    long high = Integer.toUnsignedLong(getInt(data, at, ByteOrder.LITTLE_ENDIAN)) << 32;
    high |= Short.toUnsignedLong(getShort(data, at + 4, ByteOrder.LITTLE_ENDIAN)) << 16;
    high |= Short.toUnsignedLong(getShort(data, at + 6, ByteOrder.LITTLE_ENDIAN));
    return new UUID(high, getLong(data, at + 8, ByteOrder.BIG_ENDIAN));
  }

  /** Writes a GUID, its first three numbers little-endian. */
  static void putGuid({{ memory }} data, {{ at }} at, UUID value) {
    long high = value.getMostSignificantBits();
    setInt(data, at, ByteOrder.LITTLE_ENDIAN, (int) (high >>> 32));
    setShort(data, at + 4, ByteOrder.LITTLE_ENDIAN, (short) (high >>> 16));
    setShort(data, at + 6, ByteOrder.LITTLE_ENDIAN, (short) high);
    setLong(data, at + 8, ByteOrder.BIG_ENDIAN, value.getLeastSignificantBits());
  }

