def check_models(
    view: type[Structure], names: list[str], models: dict[tuple[int, int], list[int]]
) -> None:
    """Compares size and offsets with what the schema says for this host's C."""
    model = models.get((sizeof(c_void_p), sizeof(c_long)))
    if model is None:
        raise ImportError(f"{view.__name__}: the schema has no layout for this host")
    for name, offset in zip(names, model[1:]):
        seen = getattr(view, name).offset
        if seen != offset:
            raise ImportError(
                f"{view.__name__}.{name}: ctypes has offset {seen}, not {offset}"
            )
    if sizeof(view) != model[0]:
        last = f"{view.__name__}.{names[-1]}"
        raise ImportError(f"{last}: ctypes ends at {sizeof(view)}, not {model[0]}")
