{{ header }}
"""What can be wrong with bytes, or with values that should become bytes."""

from __future__ import annotations

{{ all }}

_TEXTS: dict[str, str] = {
    "too-short": "{place}: {wanted} bytes are needed, {got} are there",
    "too-long": "{place}: {wanted} bytes are expected, {got} are there",
    "wrong-const": "{place}: must be {wanted}, is {got}",
    "unsupported-version": "{place}: version {got} is not supported, only {wanted}",
    "out-of-range": "{place}: {got} is outside {wanted}",
    "unknown-code": "{place}: {got} is not a known code",
    "not-bool": "{place}: {got} is neither 0 nor 1",
    "reserved-not-zero": "{place}: reserved bytes must be zero, found {got}",
    "bad-text": "{place}: unit {wanted} of the text is not valid: {got}",
    "not-terminated": "{place}: the text has no terminating NUL",
    "text-too-long": "{place}: the text has {got} units, there is room for {wanted}",
    "no-member": "{place}: the tag {got} means no member, or another one",
    "payload-length": "{place}: {wanted} bytes are stated, {got} are there",
    "wrong-type": "{place}: is {got}; give {wanted}",
}


class {{ root }}(ValueError):
    """The root of this package's errors.

    ``kind`` is one of the names in the manual, such as ``too-short``. ``struct`` and
    ``field`` say where; ``wanted`` and ``got`` are the numbers or texts compared.
    """

    def __init__(
        self,
        kind: str,
        struct: str,
        field: str = "",
        wanted: object = "",
        got: object = "",
    ) -> None:
        super().__init__(kind, struct, field, wanted, got)
        self.kind = kind
        self.struct = struct
        self.field = field
        self.wanted = wanted
        self.got = got

    def __str__(self) -> str:
        place = f"{self.struct}.{self.field}" if self.field else self.struct
        text = _TEXTS.get(self.kind, "{place}: " + self.kind)
        return text.format(place=place, wanted=_show(self.wanted), got=_show(self.got))


class DecodeError({{ root }}):
    """Bytes that are not what the schema says."""


class EncodeError({{ root }}):
    """A value that has no bytes."""


class EncodeTypeError(EncodeError, TypeError):
    """A value of a type that its field can't take."""


def _show(value: object) -> str:
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return str(int(value) if isinstance(value, int) else value)
