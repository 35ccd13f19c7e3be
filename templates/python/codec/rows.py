def rows(items: list[Any], *lens: int) -> list[Any]:
    """A flat list as nested lists; ``lens`` are the inner dimensions, outermost first."""
    for count in reversed(lens):
        items = [items[i : i + count] for i in range(0, len(items), count)]
    return items
