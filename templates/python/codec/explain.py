def wrong_type(
    value: object, wanted: str, struct: str, field: str, at: str = ""
) -> EncodeTypeError:
    """The error for a value of a type that the field can't take."""
    shown = repr(value)
    shown = shown if len(shown) <= 60 else shown[:60] + "..."
    got = f"the {value.__class__.__name__} {shown}"
    return EncodeTypeError("wrong-type", struct, field, wanted, got + at)


def require(value: Any, hint: Any, struct: str, field: str, at: str = "") -> None:
    """Refuses a value, or a part of one, whose type is not what it is declared as."""
    hint = getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
    origin, args = get_origin(hint), get_args(hint)
    if origin is list and _is_listed(value):
        for index, item in enumerate(value):
            require(item, args[0], struct, field, f"{at}[{index}]")
    elif not _fits(value, hint):
        place = f" at {at}" if at else ""
        raise wrong_type(value, _named(hint), struct, field, place) from None
    elif hasattr(hint, "_rbgen_types"):
        wanted = hint._rbgen_types.get(value.member, Any)
        require(value.value, wanted, struct, field, f"{at}.{value.member}")
        require(value.rest, bytes, struct, field, f"{at}.rest")


def _is_listed(value: object) -> bool:
    kind = value.__class__
    return hasattr(kind, "__len__") and hasattr(kind, "__iter__") and kind is not str


def _fits(value: Any, hint: Any) -> bool:
    kind = value.__class__
    if get_origin(hint) is Union:
        return any(_fits(value, option) for option in get_args(hint))
    if hint is Any:
        return True
    if hint is bool:
        return hasattr(kind, "__bool__") and value in (0, 1)
    if hint is float:
        return hasattr(kind, "__float__") or hasattr(kind, "__index__")
    if hint is bytes:
        return issubclass(kind, (bytes, bytearray, memoryview))
    if get_origin(hint) is None and issubclass(hint, int):
        return hasattr(kind, "__index__")
    return get_origin(hint) is None and issubclass(kind, hint)


def _named(hint: Any) -> str:
    if get_origin(hint) is Union:
        return " or ".join([_named(option) for option in get_args(hint)])
    if get_origin(hint) is list:
        return f"a list of {_named(get_args(hint)[0])}"
    name: str = hint.__name__
    return name
