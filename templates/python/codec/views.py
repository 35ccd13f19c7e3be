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


def _bounds(view: Any, name: str, value: int, bits: int, signed: bool) -> None:
    low = -(1 << (bits - 1)) if signed else 0
    high = low + (1 << bits) - 1
    if not low <= value <= high:
        struct = type(view).__name__
        raise EncodeError("out-of-range", struct, name, f"{low}..{high}", value)


_T = TypeVar("_T")


class Field(ABC, Generic[_T]):
    """An attribute of a view: of the class it is this object, of a view its value."""

    #: The type that ``write`` takes, for errors.
    takes: str = ""

    def __init__(self, raw: str) -> None:
        self.raw = self.name = raw

    def __set_name__(self, owner: object, name: str) -> None:
        self.name = name

    @abstractmethod
    def read(self, view: Structure) -> _T:
        """The value in a view."""

    @abstractmethod
    def write(self, view: Structure, value: _T) -> None:
        """Changes the value in a view."""

    @overload
    def __get__(self, view: None, owner: object = None) -> Field[_T]: ...

    @overload
    def __get__(self, view: Structure, owner: object = None) -> _T: ...

    def __get__(
        self, view: Optional[Structure], owner: object = None
    ) -> Union[Field[_T], _T]:
        return self if view is None else self.read(view)

    def __set__(self, view: Structure, value: _T) -> None:
        try:
            self.write(view, value)
        except EncodeError:
            raise
        except (AttributeError, TypeError):
            struct = type(view).__name__
            raise wrong_type(value, self.takes, struct, self.name) from None


class IntField(Field[int]):
    """A whole number of a view."""

    takes = "int"

    def __init__(
        self, raw: str, bits: int, *, signed: bool = False, order: str = "little"
    ) -> None:
        super().__init__(raw)
        self.bits, self.signed, self.order = bits, signed, order

    def read(self, view: Structure) -> int:
        return _get(view, self.raw, self.order, self.signed)

    def write(self, view: Structure, value: int) -> None:
        _bounds(view, self.name, value, self.bits, self.signed)
        _set(view, self.raw, value, self.order, self.signed)


_I = TypeVar("_I", bound=int)


def _converted(
    view: Any,
    name: str,
    convert: Callable[[int], _I],
    code: int,
    error: Union[type[DecodeError], type[EncodeError]],
) -> _I:
    try:
        return convert(code)
    except ValueError:
        struct = type(view).__name__
        raise error("unknown-code", struct, name, "", code) from None


class IntAsField(Field[_I]):
    """A whole number of a view, as an enum member or a set of flags."""

    takes = "int"

    def __init__(
        self,
        raw: str,
        bits: int,
        convert: Callable[[int], _I],
        *,
        signed: bool = False,
        order: str = "little",
    ) -> None:
        super().__init__(raw)
        self.bits, self.signed, self.order = bits, signed, order
        self.convert = convert

    def read(self, view: Structure) -> _I:
        code = _get(view, self.raw, self.order, self.signed)
        return _converted(view, self.name, self.convert, code, DecodeError)

    def write(self, view: Structure, value: _I) -> None:
        _bounds(view, self.name, value, self.bits, self.signed)
        _converted(view, self.name, self.convert, value, EncodeError)
        _set(view, self.raw, value, self.order, self.signed)


class BitsField(Field[int]):
    """A number in some bits of a view's word."""

    takes = "int"

    def __init__(
        self,
        raw: str,
        low: int,
        width: int,
        *,
        signed: bool = False,
        order: str = "little",
    ) -> None:
        super().__init__(raw)
        self.low, self.width, self.signed, self.order = low, width, signed, order

    def read(self, view: Structure) -> int:
        bits = (_get(view, self.raw, self.order) >> self.low) & ((1 << self.width) - 1)
        half = 1 << (self.width - 1)
        return (bits ^ half) - half if self.signed else bits

    def write(self, view: Structure, value: int) -> None:
        _bounds(view, self.name, value, self.width, self.signed)
        mask = ((1 << self.width) - 1) << self.low
        word = _get(view, self.raw, self.order) & ~mask
        _set(view, self.raw, word | (value << self.low) & mask, self.order)


class BitField(Field[bool]):
    """One bit of a view's word."""

    takes = "bool"

    def __init__(
        self, raw: str, low: int, width: int, *, order: str = "little"
    ) -> None:
        super().__init__(raw)
        self.bits = BitsField(raw, low, width, order=order)

    def __set_name__(self, owner: object, name: str) -> None:
        self.name = self.bits.name = name

    def read(self, view: Structure) -> bool:
        return self.bits.read(view) != 0

    def write(self, view: Structure, value: bool) -> None:
        self.bits.write(view, truth(value, type(view).__name__, self.name))


class BitsAsField(Field[_I]):
    """Some bits of a view's word, as an enum member or a set of flags."""

    takes = "int"

    def __init__(
        self,
        raw: str,
        low: int,
        width: int,
        convert: Callable[[int], _I],
        *,
        order: str = "little",
    ) -> None:
        super().__init__(raw)
        self.bits = BitsField(raw, low, width, order=order)
        self.convert = convert

    def __set_name__(self, owner: object, name: str) -> None:
        self.name = self.bits.name = name

    def read(self, view: Structure) -> _I:
        code = self.bits.read(view)
        return _converted(view, self.name, self.convert, code, DecodeError)

    def write(self, view: Structure, value: _I) -> None:
        _converted(view, self.name, self.convert, value, EncodeError)
        self.bits.write(view, value)


class BoolField(Field[bool]):
    """A boolean of a view; anything but zero reads as true."""

    takes = "bool"

    def read(self, view: Structure) -> bool:
        return bool(getattr(view, self.raw))

    def write(self, view: Structure, value: bool) -> None:
        setattr(view, self.raw, truth(value, type(view).__name__, self.name))


class FloatField(Field[float]):
    """A float of a view."""

    takes = "float"

    def read(self, view: Structure) -> float:
        return float(getattr(view, self.raw))

    def write(self, view: Structure, value: float) -> None:
        setattr(view, self.raw, value)


class SinceField(Field[Optional[_T]]):
    """An attribute that older data doesn't have: None where the data ends before it."""

    def __init__(
        self, field: Field[_T], end: int, stated: Callable[[memoryview], int]
    ) -> None:
        super().__init__(field.raw)
        self.field, self.end, self.stated = field, end, stated
        self.takes = field.takes

    def __set_name__(self, owner: object, name: str) -> None:
        self.name = name
        self.field.__set_name__(owner, name)

    def read(self, view: Structure) -> Optional[_T]:
        if self.stated(memoryview(bytes(view))) < self.end:
            return None
        return self.field.read(view)

    def write(self, view: Structure, value: Optional[_T]) -> None:
        if value is None:
            raise wrong_type(value, self.takes, type(view).__name__, self.name)
        self.field.write(view, value)


class DirectField(Field[Any]):
    """An array or a nested view: changing it changes the memory it lies in."""

    takes = "an array or a view of the same class"

    def read(self, view: Structure) -> Any:
        return getattr(view, self.raw)

    def write(self, view: Structure, value: Any) -> None:
        setattr(view, self.raw, value)


class BytesField(Field[bytes]):
    """Bytes of a view."""

    takes = "bytes"

    def read(self, view: Structure) -> bytes:
        return bytes(getattr(view, self.raw))

    def write(self, view: Structure, value: bytes) -> None:
        old = getattr(view, self.raw)
        data = sized(value, len(old), type(view).__name__, self.name)
        setattr(view, self.raw, type(old)(*data))


class UuidField(Field[UUID]):
    """A UUID of a view."""

    takes = "UUID"

    def __init__(self, raw: str, *, guid: bool = False) -> None:
        super().__init__(raw)
        self.guid = guid

    def read(self, view: Structure) -> UUID:
        data = bytes(getattr(view, self.raw))
        return UUID(bytes_le=data) if self.guid else UUID(bytes=data)

    def write(self, view: Structure, value: UUID) -> None:
        data = value.bytes_le if self.guid else value.bytes
        setattr(view, self.raw, type(getattr(view, self.raw))(*data))


class TextField(Field[str]):
    """Text of a view; the raw bytes are in ``raw_bytes(view)``."""

    takes = "str"

    def __init__(
        self,
        raw: str,
        encoding: str,
        *,
        pad: str = "",
        terminated: bool = False,
        errors: str = "strict",
    ) -> None:
        super().__init__(raw)
        self.encoding, self.pad = encoding, pad
        self.terminated, self.errors = terminated, errors

    def raw_bytes(self, view: Structure) -> bytes:
        """The bytes as they are."""
        return bytes(getattr(view, self.raw))

    def read(self, view: Structure) -> str:
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

    def write(self, view: Structure, value: str) -> None:
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
