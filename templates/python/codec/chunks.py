def chunks(raw: bytes, size: int) -> list[Any]:
    """The bytes in pieces of one size."""
    return [raw[i : i + size] for i in range(0, len(raw), size)]
