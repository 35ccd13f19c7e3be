def nested_list(items: list[Any], *lens: int) -> list[Any]:
    """A flat list as nested lists; ``lens`` are the inner dimensions, outermost first."""
    for count in reversed(lens):
        items = [items[i : i + count] for i in range(0, len(items), count)]
    return items


def filled_list(make: Callable[[], Any], count: int, *lens: int) -> list[Any]:
    """New values in a list, or in lists of lists; ``lens`` are the inner dimensions."""
    if lens:
        return [filled_list(make, *lens) for _ in range(count)]
    return [make() for _ in range(count)]


def repeated(value: Any, count: int, *lens: int) -> list[Any]:
    """One value in a list, or in lists of lists; ``lens`` are the inner dimensions."""
    return filled_list(lambda: value, count, *lens)
