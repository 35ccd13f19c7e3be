def scaled(items: Sequence[Any], scale: float, bias: float) -> list[Any]:
    """The physical values of raw ones, nested lists as they are nested."""
    found: list[Any] = []
    for item in items:
        if isinstance(item, (list, tuple)):
            found.append(scaled(cast(Sequence[Any], item), scale, bias))
        else:
            found.append(item * scale + bias)
    return found


def unscaled(
    items: Sequence[Any], scale: float, bias: float, *, whole: bool = False
) -> list[Any]:
    """The raw values of physical ones, rounded where raw ones are whole numbers."""
    found: list[Any] = []
    for item in items:
        if isinstance(item, (list, tuple)):
            row = cast(Sequence[Any], item)
            found.append(unscaled(row, scale, bias, whole=whole))
        else:
            raw = (item - bias) / scale
            found.append(round(raw) if whole else raw)
    return found
