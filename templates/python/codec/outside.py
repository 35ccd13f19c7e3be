def outside(value: Any, low: Any, high: Any) -> bool:
    """Whether a value is not within two limits, both included."""
    return not low <= value <= high
