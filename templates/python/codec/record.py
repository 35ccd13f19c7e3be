class Record(Content, ABC):
    """A struct whose byte order is fixed."""

    __slots__ = ()

    SIZE: ClassVar[int]
    ALIGN: ClassVar[int]
    LAYOUT_HASH: ClassVar[int]
    LAYOUT: ClassVar[Layout]

    @classmethod
    @abstractmethod
    def decode(cls: type[_R], buf: Buffer) -> _R:
        """The value in a buffer of exactly the struct's size."""

    @abstractmethod
    def encode(self) -> bytes:
        """The bytes of this value; refuses whatever decoding would refuse."""

    @classmethod
    def _rbgen_extent(cls, view: memoryview) -> int:
        return cls.SIZE

    @classmethod
    def decode_prefix(cls: type[_R], buf: Buffer) -> tuple[_R, memoryview]:
        """The value at the start of a buffer, and what follows it."""
        view = octets(buf)
        size = cls._rbgen_extent(view)
        return cls.decode(view[:size]), view[size:]

    @classmethod
    def iter_from(cls: type[_R], buf: Buffer) -> Iterator[_R]:
        """The values of a buffer that holds nothing but these, back to back."""
        rest = octets(buf)
        while rest:
            value, rest = cls.decode_prefix(rest)
            yield value

    @classmethod
    def bytes_needed(cls, prefix: Buffer) -> int:
        """How many more bytes ``decode_prefix`` needs after these."""
        return max(0, cls.SIZE - octets(prefix).nbytes)

    def encode_into(self, buf: WritableBuffer, offset: int = 0) -> int:
        """Writes the bytes at an offset and answers the offset after them."""
        return put(buf, offset, self.encode(), self.__class__.__name__)

    @classmethod
    def dump(cls, buf: Buffer) -> str:
        """The bytes as annotated hexadecimal text, one line a field."""
        return dump(cls.LAYOUT, octets(buf))


_R = TypeVar("_R", bound=Record)
