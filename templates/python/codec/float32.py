def float32(value: float, struct: str, field: str) -> float:
    """The value, if it fits four bytes."""
    try:
        Struct("<f").pack(value)
    except OverflowError:
        limits = "-3.4028234663852886e38..3.4028234663852886e38"
        raise EncodeError("out-of-range", struct, field, limits, value) from None
    return value
