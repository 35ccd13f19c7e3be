def scaled(items: Sequence[Any], scale: float, bias: float) -> list[Any]:
    """The physical values of raw ones, nested lists as they are nested."""
    return [
        scaled(item, scale, bias) if isinstance(item, list) else item * scale + bias
        for item in items
    ]


def unscaled(
    items: Sequence[Any], scale: float, bias: float, *, whole: bool = False
) -> list[Any]:
    """The raw values of physical ones, rounded where raw ones are whole numbers."""
    found: list[Any] = []
    for item in items:
        if isinstance(item, (list, tuple)):
            found.append(unscaled(item, scale, bias, whole=whole))
        else:
            raw = (item - bias) / scale
            found.append(round(raw) if whole else raw)
    return found
