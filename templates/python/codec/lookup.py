def lookup(members: type[IntEnum]) -> Callable[..., Any]:
    """The function that turns a code into a member, or answers its second argument."""
    return {int(member): member for member in members}.get
