def plain_uuid(value: Any) -> UUID:
    """A UUID from its text form, or from a UUID."""
    return value if isinstance(value, UUID) else UUID(value)
