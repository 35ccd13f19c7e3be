def flat(items: Any, struct: str, field: str, *lens: int) -> list[Any]:
    """The elements of a fixed-length list, nested lists unrolled."""
    if len(items) != lens[0]:
        limits = f"{lens[0]}..{lens[0]}"
        raise EncodeError("out-of-range", struct, field, limits, len(items))
    if len(lens) == 1:
        return list(items)
    return [item for row in items for item in flat(row, struct, field, *lens[1:])]
