//! Calls over anything that carries a request and brings back a response.

use crate::{DecodeError, EncodeError, Message, WireError};
use core::fmt;
#[cfg(feature = "std")]
use core::time::Duration;

/// Carries a request to a peer and brings back the response.
pub trait Transport {
    /// The bytes of a response.
    type Response: AsRef<[u8]>;
    /// What can go wrong on the way.
    type Error;

    /// Sends the bytes of a request under a message id and waits for the response.
    fn call_raw(&mut self, id: u32, request: &[u8]) -> Result<Self::Response, Self::Error>;
}

impl<T: Transport + ?Sized> Transport for &mut T {
    type Response = T::Response;
    type Error = T::Error;

    fn call_raw(&mut self, id: u32, request: &[u8]) -> Result<Self::Response, Self::Error> {
        (**self).call_raw(id, request)
    }
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallError<E> {
    /// The request has no valid bytes, or the response is none.
    Wire(WireError),
    /// The transport failed.
    Transport(E),
}

impl<E> From<EncodeError> for CallError<E> {
    fn from(e: EncodeError) -> Self {
        CallError::Wire(WireError::Encode(e))
    }
}

impl<E> From<DecodeError> for CallError<E> {
    fn from(e: DecodeError) -> Self {
        CallError::Wire(WireError::Decode(e))
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallError::Wire(e) => fmt::Display::fmt(e, f),
            CallError::Transport(e) => fmt::Display::fmt(e, f),
        }
    }
}

impl<E: core::error::Error + 'static> core::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            CallError::Wire(e) => Some(e),
            CallError::Transport(e) => Some(e),
        }
    }
}

/// The bytes of a response; parse them with the message's `parse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply<B>(pub B);

impl<B: AsRef<[u8]>> Reply<B> {
    /// The bytes as they came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }
}

/// What a call comes to: the reply, or a value made of it.
pub type CallResult<T, V = Reply<<T as Transport>::Response>> = Result<V, CallError<<T as Transport>::Error>>;

/// Creates a request, sends it and returns the response.
pub fn call<T: Transport, M: Message>(
    transport: &mut T,
    id: u32,
    request: &M,
) -> Result<Reply<T::Response>, CallError<T::Error>> {
    call_with(transport, id, request.encoded_len(), |out| request.create_into(out))
}

/// Sends a request that is written into so many bytes, of which it says how many it took, and returns the response.
pub fn call_with<T: Transport>(
    transport: &mut T,
    id: u32,
    len: usize,
    create: impl FnOnce(&mut [u8]) -> Result<usize, EncodeError>,
) -> Result<Reply<T::Response>, CallError<T::Error>> {
    let mut bytes = alloc::vec![0; len];
    let len = create(&mut bytes)?;
    transport.call_raw(id, &bytes[..len]).map(Reply).map_err(CallError::Transport)
}

/// What a timed call answers.
#[cfg(feature = "std")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed<R> {
    /// The answer.
    pub value: R,
    /// How long it took.
    pub elapsed: Duration,
}

/// Runs a call and takes the time.
#[cfg(feature = "std")]
pub fn timed<R>(run: impl FnOnce() -> R) -> Timed<R> {
    let start = std::time::Instant::now();
    let value = run();
    Timed { value, elapsed: start.elapsed() }
}
