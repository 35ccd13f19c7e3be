def plain_enum(members: type[IntEnum]) -> Callable[[Any], int]:
    """The function that reads a member from its name or its code."""

    def read(value: Any) -> int:
        if isinstance(value, str):
            if value not in members.__members__:
                raise ValueError(f"{members.__name__} has no value {value!r}")
            return members[value]
        return next((member for member in members if member == value), int(value))

    return read
