def read_text16(
    raw: bytes,
    order: str,
    struct: str,
    field: str,
    *,
    pad: str = "",
    terminated: bool = False,
    errors: str = "strict",
) -> str:
    """The UTF-16 text up to the first NUL unit, without the pad."""
    end = next((i for i in range(0, len(raw), 2) if raw[i : i + 2] == b"\0\0"), -1)
    if end < 0:
        if terminated:
            raise DecodeError("not-terminated", struct, field)
        end = len(raw)
    encoding = "utf-16-le" if order == "little" else "utf-16-be"
    try:
        text = raw[:end].decode(encoding, errors)
    except UnicodeDecodeError as error:
        at = error.start // 2
        unit = Struct("<H" if order == "little" else ">H").unpack_from(raw, at * 2)[0]
        raise DecodeError("bad-text", struct, field, at, unit) from None
    return text.rstrip(pad) if pad else text


def write_text16(
    text: str,
    size: int,
    order: str,
    struct: str,
    field: str,
    *,
    pad: str = "\0",
    terminated: bool = False,
) -> bytes:
    """The UTF-16 text, a NUL unit if it must be terminated, and the pad."""
    if "\0" in text:
        raise EncodeError("bad-text", struct, field, text.index("\0"), 0)
    encoding = "utf-16-le" if order == "little" else "utf-16-be"
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError as error:
        code = ord(text[error.start])
        raise EncodeError("bad-text", struct, field, error.start, code) from None
    room = size // 2 - terminated
    if len(raw) // 2 > room:
        raise EncodeError("text-too-long", struct, field, room, len(raw) // 2)
    if terminated:
        raw += b"\0\0"
    return raw + pad.encode(encoding) * ((size - len(raw)) // 2)
