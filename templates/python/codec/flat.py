def flat(items: Any, struct: str, field: str, count: int, *lens: int) -> list[Any]:
    """The elements of a fixed-length list, nested lists unrolled."""
    if len(items) != count:
        limits = f"{count}..{count}"
        raise EncodeError("out-of-range", struct, field, limits, len(items))
    if not lens:
        return list(items)
    return [item for row in items for item in flat(row, struct, field, *lens)]
