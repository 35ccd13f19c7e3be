class Transport(Protocol):
    """Sends request bytes under a message id and answers the response's bytes.

    An object with ``call_raw_bytes`` of the same parameters is used through that.
    """

    def call_raw(self, message_id: int, request: bytes, /) -> bytes:
        """Sends a request and waits for the response."""
        ...


class BytesTransport(Protocol):
    """A transport whose ``call_raw`` means something else, as rustbridge's does."""

    def call_raw_bytes(self, message_id: int, request: bytes, /) -> bytes:
        """Sends a request and waits for the response."""
        ...


def call_bytes(
    transport: Union[Transport, BytesTransport], message_id: int, request: bytes
) -> bytes:
    """Sends request bytes and answers the response's."""
    send: Any = getattr(transport, "call_raw_bytes", None)
    if send is None:
        send = getattr(transport, "call_raw", None)
    if send is None:
        raise TypeError("the transport has neither call_raw_bytes nor call_raw")
    response: bytes = send(message_id, request)
    return response
