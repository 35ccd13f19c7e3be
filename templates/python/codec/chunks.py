def chunks(raw: bytes, size: int) -> List[bytes]:
    """The bytes in pieces of one size."""
    return [raw[i : i + size] for i in range(0, len(raw), size)]
