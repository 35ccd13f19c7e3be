def check_layout(
    name: str,
    size: int,
    align: int,
    layout: Layout,
    packed: Struct,
    view: Optional[type[Structure]] = None,
    *,
    either: bool = False,
) -> None:
    """Compares what a generated class says about its layout in several places.

    ``LAYOUT``, the format of the codec and the ctypes view are written out separately;
    one that was changed by hand, or a ctypes that lays out otherwise, fails here and
    not in somebody's data.
    """
    tokens = _tokens(packed.format)
    kinds: dict[str, Any] = dict([entry[:2] for entry in view._fields_] if view else [])
    end = 0
    rows = zip(layout["names"], layout["formats"], layout["offsets"])
    for index, (field, spec, offset) in enumerate(rows):
        place = f"{name}.{field}"
        wanted = (offset, _token(spec, either, packed.format[0]))
        got = tokens[index] if index < len(tokens) else None
        opaque = (offset, f"{spec_size(spec)}s")
        if got != wanted and not (either and got == opaque):
            raise ImportError(f"{place}: LAYOUT says {wanted}, the format {got}")
        end = offset + spec_size(spec)
        if end > size:
            raise ImportError(f"{place}: ends at {end}, the struct at {size}")
        if view is None:
            continue
        raw = f"_rbgen_{field}"
        if raw not in kinds:
            raise ImportError(f"{place}: is not in the view")
        seen = (getattr(view, raw).offset, getattr(view, raw).size)
        if seen != (offset, spec_size(spec)):
            raise ImportError(
                f"{place}: ctypes has offset and size {seen}, "
                f"LAYOUT {(offset, spec_size(spec))}"
            )
        if isinstance(spec, str) and spec[1:] in _CTYPES:
            wide = _CTYPES[spec[1:]]
            both = (wide.__ctype_le__, wide.__ctype_be__)
            known = both if either else both[spec[0] == ">" :][:1]
            if kinds[raw] not in ((wide,) if spec[0] == "|" else known):
                raise ImportError(f"{place}: ctypes has {kinds[raw]}, LAYOUT {spec}")
    last = f"{name}.{layout['names'][-1]}" if layout["names"] else name
    if len(tokens) != len(layout["names"]) or packed.size != size:
        raise ImportError(f"{last}: the format has {packed.size} bytes, not {size}")
    if size % align:
        raise ImportError(f"{name}: {size} bytes are no multiple of alignment {align}")
    if layout["itemsize"] != size:
        raise ImportError(f"{last}: LAYOUT has {layout['itemsize']} bytes, not {size}")
    if view is not None and sizeof(view) != size:
        raise ImportError(f"{last}: ctypes has {sizeof(view)} bytes, not {size}")


_CTYPES: dict[str, Any] = {
    "u1": c_uint8,
    "u2": c_uint16,
    "u4": c_uint32,
    "u8": c_uint64,
    "i1": c_int8,
    "i2": c_int16,
    "i4": c_int32,
    "i8": c_int64,
    "f4": c_float,
    "f8": c_double,
}


def _token(spec: Any, either: bool, order: str) -> str:
    if isinstance(spec, str) and spec[1:] in _CODES:
        if either or spec[0] in ("|", order):
            return _CODES[spec[1:]]
    return f"{spec_size(spec)}s"


def _tokens(form: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    at = 0
    for digits, code in findall(r"(\d*)([a-zA-Z])", form):
        count = int(digits or 1)
        if code in "sx":
            if code == "s":
                found.append((at, f"{count}s"))
            at += count
        else:
            size = calcsize("<" + code)
            found += [(at + i * size, code) for i in range(count)]
            at += count * size
    return found
