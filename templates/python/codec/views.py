def _get(view: Any, raw: str, order: str, signed: bool = False) -> int:
    value = getattr(view, raw)
    if isinstance(value, int):
        return value
    data = bytes(value) if order == "little" else bytes(value)[::-1]
    return int.from_bytes(data, "little", signed=signed)


def _set(view: Any, raw: str, value: int, order: str, signed: bool = False) -> None:
    old = getattr(view, raw)
    if isinstance(old, int):
        setattr(view, raw, value)
    else:
        data = value.to_bytes(len(old), "little", signed=signed)
        setattr(view, raw, type(old)(*(data if order == "little" else data[::-1])))


def _bounds(view: Any, raw: str, value: int, bits: int, signed: bool) -> None:
    low = -(1 << (bits - 1)) if signed else 0
    high = low + (1 << bits) - 1
    if not low <= value <= high:
        name = raw.replace("_rbgen_", "", 1)
        struct = type(view).__name__
        raise EncodeError("out-of-range", struct, name, f"{low}..{high}", value)


class IntField:
    """A whole number of a view."""

    def __init__(
        self, raw: str, bits: int, *, signed: bool = False, order: str = "little"
    ) -> None:
        self.raw, self.bits, self.signed, self.order = raw, bits, signed, order

    def __get__(self, view: Structure, owner: object = None) -> int:
        return _get(view, self.raw, self.order, self.signed)

    def __set__(self, view: Structure, value: int) -> None:
        _bounds(view, self.raw, value, self.bits, self.signed)
        _set(view, self.raw, value, self.order, self.signed)


_I = TypeVar("_I", bound=int)


class IntAsField(Generic[_I]):
    """A whole number of a view, as an enum member or a set of flags."""

    def __init__(
        self,
        raw: str,
        bits: int,
        convert: Callable[[int], _I],
        *,
        signed: bool = False,
        order: str = "little",
    ) -> None:
        self.raw, self.bits, self.signed, self.order = raw, bits, signed, order
        self.convert = convert

    def __get__(self, view: Structure, owner: object = None) -> _I:
        return self.convert(_get(view, self.raw, self.order, self.signed))

    def __set__(self, view: Structure, value: _I) -> None:
        _bounds(view, self.raw, value, self.bits, self.signed)
        self.convert(value)
        _set(view, self.raw, value, self.order, self.signed)


class BitsField:
    """A number in some bits of a view's word."""

    def __init__(
        self,
        raw: str,
        low: int,
        width: int,
        *,
        signed: bool = False,
        order: str = "little",
    ) -> None:
        self.raw, self.low, self.width, self.order = raw, low, width, order
        self.signed = signed

    def __get__(self, view: Structure, owner: object = None) -> int:
        bits = (_get(view, self.raw, self.order) >> self.low) & ((1 << self.width) - 1)
        half = 1 << (self.width - 1)
        return (bits ^ half) - half if self.signed else bits

    def __set__(self, view: Structure, value: int) -> None:
        _bounds(view, self.raw, value, self.width, self.signed)
        mask = ((1 << self.width) - 1) << self.low
        word = _get(view, self.raw, self.order) & ~mask
        _set(view, self.raw, word | (value << self.low) & mask, self.order)


class BitField:
    """One bit of a view's word."""

    def __init__(
        self, raw: str, low: int, width: int, *, order: str = "little"
    ) -> None:
        self.bits = BitsField(raw, low, width, order=order)

    def __get__(self, view: Structure, owner: object = None) -> bool:
        return self.bits.__get__(view) != 0

    def __set__(self, view: Structure, value: bool) -> None:
        self.bits.__set__(view, int(value))


class BitsAsField(Generic[_I]):
    """Some bits of a view's word, as an enum member or a set of flags."""

    def __init__(
        self,
        raw: str,
        low: int,
        width: int,
        convert: Callable[[int], _I],
        *,
        order: str = "little",
    ) -> None:
        self.bits = BitsField(raw, low, width, order=order)
        self.convert = convert

    def __get__(self, view: Structure, owner: object = None) -> _I:
        return self.convert(self.bits.__get__(view))

    def __set__(self, view: Structure, value: _I) -> None:
        self.convert(value)
        self.bits.__set__(view, value)


class BoolField:
    """A boolean of a view; anything but zero reads as true."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def __get__(self, view: Structure, owner: object = None) -> bool:
        return bool(getattr(view, self.raw))

    def __set__(self, view: Structure, value: bool) -> None:
        setattr(view, self.raw, int(bool(value)))


class FloatField:
    """A float of a view."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def __get__(self, view: Structure, owner: object = None) -> float:
        return float(getattr(view, self.raw))

    def __set__(self, view: Structure, value: float) -> None:
        setattr(view, self.raw, value)


_T = TypeVar("_T")


class _Field(Protocol[_T]):
    """An attribute of a view."""

    def __get__(self, view: Structure, owner: object = None) -> _T: ...

    def __set__(self, view: Structure, value: _T) -> None: ...


class SinceField(Generic[_T]):
    """An attribute that older data doesn't have: None where the data ends before it."""

    def __init__(
        self, field: _Field[_T], end: int, stated: Callable[[memoryview], int]
    ) -> None:
        self._get, self._set = field.__get__, field.__set__
        self.end, self.stated = end, stated

    def __get__(self, view: Structure, owner: object = None) -> Optional[_T]:
        if self.stated(memoryview(bytes(view))) < self.end:
            return None
        return self._get(view, owner)

    def __set__(self, view: Structure, value: _T) -> None:
        self._set(view, value)


class DirectField:
    """An array or a nested view: changing it changes the memory it lies in."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def __get__(self, view: Structure, owner: object = None) -> Any:
        return getattr(view, self.raw)

    def __set__(self, view: Structure, value: Any) -> None:
        setattr(view, self.raw, value)


class BytesField:
    """Bytes of a view."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def __get__(self, view: Structure, owner: object = None) -> bytes:
        return bytes(getattr(view, self.raw))

    def __set__(self, view: Structure, value: bytes) -> None:
        old = getattr(view, self.raw)
        name = self.raw.replace("_rbgen_", "", 1)
        data = sized(value, len(old), type(view).__name__, name)
        setattr(view, self.raw, type(old)(*data))


class UuidField:
    """A UUID of a view."""

    def __init__(self, raw: str, *, guid: bool = False) -> None:
        self.raw, self.guid = raw, guid

    def __get__(self, view: Structure, owner: object = None) -> UUID:
        data = bytes(getattr(view, self.raw))
        return UUID(bytes_le=data) if self.guid else UUID(bytes=data)

    def __set__(self, view: Structure, value: UUID) -> None:
        data = value.bytes_le if self.guid else value.bytes
        setattr(view, self.raw, type(getattr(view, self.raw))(*data))


class TextField:
    """Text of a view; the raw bytes are in ``raw_bytes(view)``."""

    def __init__(
        self,
        raw: str,
        encoding: str,
        *,
        pad: str = "",
        terminated: bool = False,
        errors: str = "strict",
    ) -> None:
        self.raw, self.encoding, self.pad = raw, encoding, pad
        self.terminated, self.errors = terminated, errors
        self.name = raw.replace("_rbgen_", "", 1)

    def raw_bytes(self, view: Structure) -> bytes:
        """The bytes as they are."""
        return bytes(getattr(view, self.raw))

    def __get__(self, view: Structure, owner: object = None) -> str:
        data, struct = self.raw_bytes(view), type(view).__name__
        if self.encoding.startswith("utf-16"):
            order = "little" if self.encoding.endswith("le") else "big"
            return read_text16(
                data,
                order,
                struct,
                self.name,
                pad=self.pad,
                terminated=self.terminated,
                errors=self.errors,
            )
        return read_text(
            data,
            self.encoding,
            struct,
            self.name,
            pad=self.pad,
            terminated=self.terminated,
            errors=self.errors,
        )

    def __set__(self, view: Structure, value: str) -> None:
        old, struct = getattr(view, self.raw), type(view).__name__
        if self.encoding.startswith("utf-16"):
            order = "little" if self.encoding.endswith("le") else "big"
            data = write_text16(
                value,
                len(old),
                order,
                struct,
                self.name,
                pad=self.pad or "\0",
                terminated=self.terminated,
            )
        else:
            data = write_text(
                value,
                len(old),
                self.encoding,
                struct,
                self.name,
                pad=self.pad.encode() or b"\0",
                terminated=self.terminated,
            )
        setattr(view, self.raw, type(old)(*data))


def open_enum(members: type[IntEnum]) -> Callable[[int], int]:
    """The function that turns a code into a member where there is one."""
    known = {int(member): member for member in members}
    return lambda code: known.get(code, code)
