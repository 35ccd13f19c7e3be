def read_text(
    raw: bytes,
    encoding: str,
    struct: str,
    field: str,
    *,
    pad: str = "",
    terminated: bool = False,
    errors: str = "strict",
) -> str:
    """The text up to the first NUL, without the pad."""
    end = raw.find(0)
    if end < 0:
        if terminated:
            raise DecodeError("not-terminated", struct, field)
        end = len(raw)
    try:
        text = raw[:end].decode(encoding, errors)
    except UnicodeDecodeError as error:
        at = error.start
        raise DecodeError("bad-text", struct, field, at, raw[at]) from None
    return text.rstrip(pad) if pad else text


def write_text(
    text: str,
    size: int,
    encoding: str,
    struct: str,
    field: str,
    *,
    pad: bytes = b"\0",
    terminated: bool = False,
) -> bytes:
    """The text, a NUL if it must be terminated, and the pad."""
    if "\0" in text:
        raise EncodeError("bad-text", struct, field, text.index("\0"), 0)
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError as error:
        code = ord(text[error.start])
        raise EncodeError("bad-text", struct, field, error.start, code) from None
    room = size - terminated
    if len(raw) > room:
        raise EncodeError("text-too-long", struct, field, room, len(raw))
    if terminated:
        raw += b"\0"
    return raw.ljust(size, pad)
