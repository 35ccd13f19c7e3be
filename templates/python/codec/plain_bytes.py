def plain_bytes(value: Any) -> bytes:
    """Bytes from hexadecimal text, or from bytes."""
    return bytes.fromhex(value) if isinstance(value, str) else bytes(value)
