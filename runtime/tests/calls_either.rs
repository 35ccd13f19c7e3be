//! Calls whose messages have either byte order: the order is an argument, for request and response.

use rbgen_runtime::{ByteOrder, CallError, ErrorKind, Transport, WireError};

mod exchange {
    rbgen_runtime::wire_schema!("tests/schemas/exchange.toml");
}
use exchange::{Exchange, ExchangeParams};

/// Answers each request with itself, less some bytes at its end.
struct Echo {
    sent: Vec<Vec<u8>>,
    cut: usize,
}

impl Transport for Echo {
    type Response = Vec<u8>;
    type Error = ();

    fn call_raw(&mut self, id: u32, request: &[u8]) -> Result<Vec<u8>, ()> {
        assert_eq!(id, 5);
        self.sent.push(request.to_vec());
        Ok(request[..request.len() - self.cut].to_vec())
    }
}

#[test]
fn both_orders_are_sent_and_read() {
    let mut echo = Echo { sent: Vec::new(), cut: 0 };
    let params = ExchangeParams::new(b"ab");
    for (order, bytes) in
        [(ByteOrder::Little, [2, 0, 7, 0, b'a', b'b']), (ByteOrder::Big, [0, 2, 0, 7, b'a', b'b'])]
    {
        let reply = exchange::exchange(&mut echo, &params, order).unwrap();
        assert_eq!(echo.sent.pop().unwrap(), bytes);
        assert_eq!(Exchange::parse(reply.bytes(), order).unwrap().data, b"ab");
    }
}

#[test]
fn variants_take_the_order_too() {
    let mut echo = Echo { sent: Vec::new(), cut: 0 };
    let params = ExchangeParams::new(b"");
    let mut ticks = 0;
    let clock = || {
        ticks += 2;
        ticks
    };
    let (_, elapsed) = exchange::exchange_timed(&mut echo, &params, ByteOrder::Big, clock).unwrap();
    assert_eq!(elapsed, 2);
    let each = exchange::exchange_orders(&mut echo, &params, ByteOrder::Big, [1, 2]);
    assert_eq!(each.map(|one| one.unwrap().0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(echo.sent[1..], [[0, 0, 0, 1], [0, 0, 0, 2]]);
}

#[test]
fn a_response_is_read_in_the_order_of_the_request() {
    let mut echo = Echo { sent: Vec::new(), cut: 1 };
    let error = exchange::exchange(&mut echo, &ExchangeParams::new(b"abc"), ByteOrder::Big).unwrap_err();
    let CallError::Wire(WireError::Decode(error)) = error else { panic!("{error:?}") };
    assert_eq!((error.kind(), error.field()), (ErrorKind::PayloadLength, "data"));
}
