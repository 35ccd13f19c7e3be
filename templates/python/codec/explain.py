def explain(value: Content, struct: str) -> None:
    """Names the attribute of a wrong type that a value couldn't be encoded for."""
    hints = get_type_hints(value.__class__)
    for name in value._rbgen_members:
        found = getattr(value, name)
        if not _fits(found, hints[name]):
            wanted = value.__class__.__annotations__.get(name, hints[name])
            shown = repr(found)
            shown = shown if len(shown) <= 60 else shown[:60] + "..."
            raise TypeError(f"{struct}.{name}: must be {wanted}, is {shown}") from None


def _fits(value: Any, hint: Any) -> bool:
    kind = value.__class__
    origin, args = get_origin(hint), get_args(hint)
    if origin is Union:
        return any(_fits(value, option) for option in args)
    if origin is list:
        listed = hasattr(kind, "__len__") and not issubclass(kind, str)
        return listed and all(_fits(item, args[0]) for item in value)
    if hint is bool:
        return True
    if hint is float:
        return hasattr(kind, "__float__") or hasattr(kind, "__index__")
    if hint is bytes:
        return issubclass(kind, (bytes, bytearray, memoryview))
    if issubclass(hint, int):
        return hasattr(kind, "__index__")
    return issubclass(kind, hint)
