class OrderedRecord(Content, ABC):
    """A struct whose byte order is known only when data is read."""

    __slots__ = ()

    SIZE: ClassVar[int]
    ALIGN: ClassVar[int]
    LAYOUT_HASH: ClassVar[int]
    LAYOUT: ClassVar[Layout]

    @classmethod
    def _rbgen_order(cls, view: memoryview) -> ByteOrder:
        raise TypeError(f"{cls.__name__}: the byte order must be given")

    @classmethod
    @abstractmethod
    def decode(cls: type[_O], buf: Buffer, order: Optional[ByteOrder] = None) -> _O:
        """The value in a buffer of exactly the struct's size.

        Without an order, the field that tells it is looked at.
        """

    @abstractmethod
    def encode(self, order: ByteOrder) -> bytes:
        """The bytes of this value; refuses whatever decoding would refuse."""

    @classmethod
    def _rbgen_extent(cls, view: memoryview, order: Optional[ByteOrder]) -> int:
        return cls.SIZE

    @classmethod
    def decode_prefix(
        cls: type[_O], buf: Buffer, order: Optional[ByteOrder] = None
    ) -> tuple[_O, memoryview]:
        """The value at the start of a buffer, and what follows it."""
        view = octets(buf)
        size = cls._rbgen_extent(view, order)
        return cls.decode(view[:size], order), view[size:]

    @classmethod
    def iter_from(
        cls: type[_O], buf: Buffer, order: Optional[ByteOrder] = None
    ) -> Iterator[_O]:
        """The values of a buffer that holds nothing but these, back to back."""
        rest = octets(buf)
        while rest:
            value, rest = cls.decode_prefix(rest, order)
            yield value

    @classmethod
    def bytes_needed(cls, prefix: Buffer, order: Optional[ByteOrder] = None) -> int:
        """How many more bytes ``decode_prefix`` needs after these."""
        return max(0, cls.SIZE - octets(prefix).nbytes)

    def encode_into(
        self, buf: WritableBuffer, order: ByteOrder, offset: int = 0
    ) -> int:
        """Writes the bytes at an offset and answers the offset after them."""
        return put(buf, offset, self.encode(order), self.__class__.__name__)

    @classmethod
    def dump(cls, buf: Buffer, order: Optional[ByteOrder] = None) -> str:
        """The bytes as annotated hexadecimal text, one line a field.

        Without an order, the field that tells it is looked at. Where there is none,
        or it is right in neither order, numbers are read as little-endian.
        """
        view = octets(buf)
        try:
            order = order or cls._rbgen_order(view)
        except (TypeError, ValueError):
            order = "little"
        return dump(cls.LAYOUT, view, order)


_O = TypeVar("_O", bound=OrderedRecord)
