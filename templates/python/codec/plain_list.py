def plain_list(read: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    """The function that reads a list of what ``read`` reads."""
    return lambda values: [read(value) for value in values]
