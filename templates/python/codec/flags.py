class FlagSet(int):
    """A set of bits with names; the bits without one are kept."""

    _rbgen_mask: ClassVar[int] = 0
    _rbgen_names: ClassVar[tuple[tuple[str, int], ...]] = ()

    def __contains__(self, flags: int) -> bool:
        return int(self) & flags == flags

    def __or__(self: _F, other: int) -> _F:
        return self.__class__(int(self) | other)

    def __and__(self: _F, other: int) -> _F:
        return self.__class__(int(self) & other)

    def __xor__(self: _F, other: int) -> _F:
        return self.__class__(int(self) ^ other)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self: _F) -> _F:
        return self.__class__(~int(self) & self._rbgen_mask)

    def _rbgen_with(self: _F, number: int, low: int, mask: int) -> _F:
        if not 0 <= number <= mask:
            name = self.__class__.__name__
            raise EncodeError("out-of-range", name, "", f"0..{mask}", number)
        return self.__class__((int(self) & ~(mask << low)) | number << low)

    def __repr__(self) -> str:
        names = [name for name, bit in self._rbgen_names if int(self) & bit]
        rest = int(self)
        for _, bit in self._rbgen_names:
            rest &= ~bit
        if rest or not names:
            names.append(hex(rest))
        return f"<{self.__class__.__name__}: {'|'.join(names)}>"


_F = TypeVar("_F", bound=FlagSet)
