def put(buf: WritableBuffer, offset: int, data: bytes, struct: str) -> int:
    """Copies bytes into a buffer and answers the offset after them."""
    view = octets(buf)
    end = offset + len(data)
    if offset < 0 or end > view.nbytes:
        raise EncodeError("too-short", struct, "", end, view.nbytes)
    view[offset:end] = data
    return end


def wrong_size(struct: str, wanted: int, buf: Buffer) -> DecodeError:
    """The error for a buffer that is not as long as the struct."""
    got = octets(buf).nbytes
    kind = "too-short" if got < wanted else "too-long"
    return DecodeError(kind, struct, "", wanted, got)


def dump(layout: Layout, view: memoryview, order: str = "little") -> str:
    """One line for each field: offset, bytes, name, number."""
    rows: list[tuple[int, memoryview, str]] = []
    at = 0
    fields = zip(layout["names"], layout["formats"], layout["offsets"])
    for name, spec, offset in fields:
        size = spec_size(spec)
        if at < offset:
            rows.append((at, view[at:offset], ""))
        at = offset + size
        part = view[offset:at]
        label = name
        code = spec[1:] if isinstance(spec, str) else ""
        if code in _CODES and part.nbytes == size:
            prefix = ">" if spec[0] == ">" or order == "big" else "<"
            label += f" = {Struct(prefix + _CODES[code]).unpack(part)[0]}"
        rows.append((offset, part, label))
    rows.append((at, view[at:], ""))
    return "\n".join(
        f"{start + i:04x}  {bytes(part[i : i + 16]).hex(' '):47}  {label}".rstrip()
        for start, part, label in rows
        for i in range(0, part.nbytes, 16)
    )


_CODES = {
    "u1": "B",
    "u2": "H",
    "u4": "I",
    "u8": "Q",
    "i1": "b",
    "i2": "h",
    "i4": "i",
    "i8": "q",
    "f4": "f",
    "f8": "d",
}


def spec_size(spec: Any) -> int:
    """The bytes of one entry of ``Layout["formats"]``."""
    if isinstance(spec, str):
        return int(spec[1:] if spec[0] == "V" else spec[2:])
    if isinstance(spec, tuple):
        element, lens = cast(tuple[Any, tuple[int, ...]], spec)
        return spec_size(element) * prod(lens)
    return int(spec["itemsize"])
