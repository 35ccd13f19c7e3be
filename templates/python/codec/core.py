#: What decoding reads from.
Buffer = Union[bytes, bytearray, memoryview]
#: What encoding writes into.
WritableBuffer = Union[bytearray, memoryview]


class Layout(TypedDict):
    """Where each field lies, in the form ``numpy.dtype`` takes."""

    names: list[str]
    formats: list[Any]
    offsets: list[int]
    itemsize: int


def octets(buf: Buffer) -> memoryview:
    """The bytes of any contiguous buffer, without a copy."""
    view = memoryview(buf)
    return view if view.format == "B" and view.ndim == 1 else view.cast("B")


def plain(value: Any) -> Any:
    """A value as JSON has it: enum names, hexadecimal bytes, lists, dictionaries."""
    if isinstance(value, IntEnum):
        return value.name
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast(Buffer, value)).hex()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in cast(Sequence[Any], value)]
    if isinstance(value, Content):
        return value.to_dict()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return value


def content(value: object) -> object:
    """A value that is equal and hashable by content; floats count by their bits."""
    if isinstance(value, float):
        return ("f", _DOUBLE.pack(value))
    if isinstance(value, (list, tuple)):
        return tuple([content(item) for item in cast(Sequence[object], value)])
    if isinstance(value, (bytearray, memoryview)):
        return bytes(cast(Buffer, value))
    return value


_DOUBLE = Struct("<d")


class Content:
    """Equality, hash, text form and plain form by the values of all attributes."""

    __slots__ = ()

    _rbgen_members: ClassVar[tuple[str, ...]] = ()
    _rbgen_renamed: ClassVar[Mapping[str, str]] = {}
    _rbgen_plain: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._rbgen_members += tuple(cls.__dict__.get("__slots__", ()))

    def _rbgen_content(self) -> tuple[object, ...]:
        return tuple([content(getattr(self, name)) for name in self._rbgen_members])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Content) or other.__class__ is not self.__class__:
            return NotImplemented
        return self._rbgen_content() == other._rbgen_content()

    def __hash__(self) -> int:
        """By content: don't change a value while it is a key of a dictionary."""
        return hash((self.__class__, self._rbgen_content()))

    def __repr__(self) -> str:
        pairs = [f"{name}={getattr(self, name)!r}" for name in self._rbgen_members]
        return f"{self.__class__.__name__}({', '.join(pairs)})"

    def _rbgen_explain(self, struct: str) -> None:
        """Names the attribute of a wrong type that made encoding fail."""
        hints = get_type_hints(self.__class__)
        for name in self._rbgen_members:
            field = self._rbgen_renamed.get(name, name)
            require(getattr(self, name), hints[name], struct, field)

    def __getstate__(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self._rbgen_members}

    def __setstate__(self, state: Mapping[str, object]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def to_dict(self) -> dict[str, Any]:
        """The values as plain data that ``json`` can write."""
        return {name: plain(getattr(self, name)) for name in self._rbgen_members}

    @classmethod
    def from_dict(cls: type[_C], values: Mapping[str, Any]) -> _C:
        """The value with these attributes; the opposite of ``to_dict``."""
        known = dict(values)
        for name, read in cls._rbgen_plain.items():
            if name in known:
                known[name] = read(known[name])
        return cls(**known)


_C = TypeVar("_C", bound=Content)
