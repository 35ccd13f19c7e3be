def sized(data: Any, size: int, struct: str, field: str) -> bytes:
    """The bytes, which must be as many as the field has."""
    raw = buffer_of(data, struct, field).tobytes()
    if len(raw) != size:
        raise EncodeError("out-of-range", struct, field, f"{size}..{size}", len(raw))
    return raw


def wire_bytes(union: Any, kind: Any, struct: str, field: str) -> bytes:
    """The bytes of a union without a tag."""
    data = checked(union, kind, struct, field).wire_bytes
    return sized(data, kind.SIZE, struct, field)
