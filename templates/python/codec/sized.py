def sized(data: Buffer, size: int, struct: str, field: str) -> bytes:
    """The bytes, which must be as many as the field has."""
    raw = octets(data).tobytes()
    if len(raw) != size:
        raise EncodeError("out-of-range", struct, field, f"{size}..{size}", len(raw))
    return raw
