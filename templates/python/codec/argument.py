def checked(value: Any, kind: type[_K], struct: str, field: str, at: str = "") -> _K:
    """The value, which must be of this class: another's bytes might fit as well."""
    if not isinstance(value, kind):
        raise wrong_type(value, kind.__name__, struct, field, at)
    return value


_K = TypeVar("_K")


def encoded(value: Any, kind: Any, struct: str, field: str, *order: str) -> bytes:
    """The bytes of a struct that is a part of another."""
    data: bytes = checked(value, kind, struct, field).encode(*order)
    return data


def join_records(
    records: Any, kind: Any, struct: str, field: str, *order: str
) -> memoryview:
    """The bytes of structs, back to back."""
    if not hasattr(records, "__iter__"):
        wanted = f"a sequence of {kind.__name__}"
        raise wrong_type(records, wanted, struct, field)
    pieces = [
        checked(record, kind, struct, field, f" at [{index}]").encode(*order)
        for index, record in enumerate(records)
    ]
    return memoryview(b"".join(pieces))


def list_of(items: Any, struct: str, field: str) -> list[Any]:
    """A list of its own of what was given."""
    if not hasattr(items, "__iter__"):
        raise wrong_type(items, "a sequence", struct, field)
    return list(items)


def buffer_of(data: Any, struct: str, field: str) -> memoryview:
    """The bytes of an argument, without a copy."""
    try:
        return octets(data)
    except TypeError:
        wanted = "bytes or another contiguous buffer"
        raise wrong_type(data, wanted, struct, field) from None


def truth(value: Any, struct: str, field: str) -> int:
    """A boolean as the number it is on the wire."""
    if not _fits(value, bool):
        raise wrong_type(value, "bool", struct, field)
    return int(value)


def no_member(tag: Any, struct: str, field: str) -> EncodeError:
    """The error for a union whose member is not the one that the tag means."""
    return EncodeError("no-member", struct, field, "", tag.__index__())


def unknown_code(code: Any, struct: str, field: str) -> EncodeError:
    """The error for a code that the enum doesn't have."""
    return EncodeError("unknown-code", struct, field, "", code.__index__())
