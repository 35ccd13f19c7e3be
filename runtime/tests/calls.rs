//! Calls over a transport: what is sent, what comes back, and what can go wrong on either way.

use rbgen_runtime::{CallError, ErrorKind, Message, Transport, WireError};
use std::time::Duration;

mod thumbnail {
    rbgen_runtime::wire_schema!("rbgen:thumbnail");
}
use thumbnail::{
    CreateThumbnailParams, OutputFormat, ThumbnailRequest, ThumbnailResponse, ThumbnailResponseHeader,
};

#[derive(Debug, PartialEq)]
struct Lost;

/// Answers each request with a thumbnail of the wanted size, and keeps what was sent.
#[derive(Default)]
struct Plugin {
    sent: Vec<(u32, Vec<u8>)>,
    /// The request that gets lost, by its number.
    lost: Option<usize>,
    /// Bytes cut off each response.
    cut: usize,
}

impl Transport for Plugin {
    type Response = Vec<u8>;
    type Error = Lost;

    fn call_raw(&mut self, id: u32, request: &[u8]) -> Result<Vec<u8>, Lost> {
        self.sent.push((id, request.to_vec()));
        if self.lost == Some(self.sent.len() - 1) {
            return Err(Lost);
        }
        let request = ThumbnailRequest::parse(request).expect("a request");
        let header = ThumbnailResponseHeader {
            width: request.header.target_width,
            height: request.header.target_height,
            format: request.header.output_format,
            ..Default::default()
        };
        let mut response = ThumbnailResponse { header, thumbnail: b"small" }.create().expect("a response");
        response.truncate(response.len() - self.cut);
        Ok(response)
    }
}

fn size(reply: &rbgen_runtime::Reply<Vec<u8>>) -> (u32, u32) {
    let response = ThumbnailResponse::parse(reply.bytes()).expect("a response");
    (response.header.width, response.header.height)
}

#[test]
fn a_request_is_sent_under_its_id_with_the_defaults() {
    let mut plugin = Plugin::default();
    let reply = thumbnail::create_thumbnail(&mut plugin, &CreateThumbnailParams::new(b"large")).unwrap();
    assert_eq!(size(&reply), (100, 100));
    let (id, bytes) = &plugin.sent[0];
    assert_eq!(*id, 100);
    let literal = [
        1, 0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 85, 0, 0, 0, 5, 0, 0, 0, b'l', b'a', b'r', b'g',
        b'e',
    ];
    assert_eq!(*bytes, literal);
    let params =
        CreateThumbnailParams { width: 7, format: OutputFormat::PNG, ..CreateThumbnailParams::new(b"") };
    // A transport that is lent works as well.
    let reply = thumbnail::create_thumbnail(&mut &mut plugin, &params).unwrap();
    assert_eq!(size(&reply), (7, 100));
    assert_eq!(plugin.sent[1].1[12..16], [1, 0, 0, 0]);
}

#[test]
fn nothing_is_sent_that_has_no_valid_bytes() {
    let mut plugin = Plugin::default();
    let params = CreateThumbnailParams { quality: 101, ..CreateThumbnailParams::new(b"x") };
    let error = thumbnail::create_thumbnail(&mut plugin, &params).unwrap_err();
    let CallError::Wire(WireError::Encode(error)) = error else { panic!("{error:?}") };
    assert_eq!((error.kind(), error.field()), (ErrorKind::OutOfRange, "quality"));
    assert!(plugin.sent.is_empty());
}

#[test]
fn what_fails_on_the_way_or_comes_back_wrong_is_told_apart() {
    let params = CreateThumbnailParams::new(b"x");
    let mut plugin = Plugin { lost: Some(0), ..Plugin::default() };
    let error = thumbnail::create_thumbnail(&mut plugin, &params).unwrap_err();
    assert_eq!(error, CallError::Transport(Lost));
    let mut plugin = Plugin { cut: 1, ..Plugin::default() };
    let error = thumbnail::create_thumbnail(&mut plugin, &params).unwrap_err();
    assert_eq!(
        error,
        thumbnail::ThumbnailResponse::parse(&[
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1, 2, 3, 4
        ])
        .unwrap_err()
        .into()
    );
}

#[test]
fn the_time_is_taken_by_the_clock_given() {
    let mut ticks = [Duration::from_millis(3), Duration::from_millis(10)].into_iter();
    let clock = || ticks.next().expect("read before and after");
    let params = CreateThumbnailParams::new(b"x");
    let (reply, took) = thumbnail::create_thumbnail_timed(&mut Plugin::default(), &params, clock).unwrap();
    assert_eq!((size(&reply), took), ((100, 100), Duration::from_millis(7)));
    let mut read = 0;
    let mut plugin = Plugin { lost: Some(0), ..Plugin::default() };
    let clock = || {
        read += 1;
        0
    };
    assert!(thumbnail::create_thumbnail_timed(&mut plugin, &params, clock).is_err());
    assert_eq!(read, 1);
}

#[test]
fn one_call_is_made_for_each_entry_as_it_is_asked_for() {
    let params = CreateThumbnailParams { quality: 40, ..CreateThumbnailParams::new(b"x") };
    let mut plugin = Plugin { lost: Some(1), ..Plugin::default() };
    let sizes: Vec<_> =
        thumbnail::create_thumbnail_sizes(&mut plugin, &params, [(1, 2), (3, 4), (5, 6)]).collect();
    assert_eq!(sizes[0].as_ref().map(size), Ok((1, 2)));
    assert_eq!(sizes[1], Err(CallError::Transport(Lost)));
    // An error is the answer for its entry; those after it are called all the same.
    assert_eq!(sizes[2].as_ref().map(size), Ok((5, 6)));
    assert!(plugin.sent.iter().all(|(_, bytes)| bytes[16] == 40));

    let mut plugin = Plugin::default();
    let mut qualities = thumbnail::create_thumbnail_qualities(&mut plugin, &params, [10, 101, 30]);
    let (quality, reply) = qualities.next().expect("an entry").unwrap();
    assert_eq!((quality, size(&reply)), (10, (100, 100)));
    assert!(matches!(qualities.next(), Some(Err(CallError::Wire(WireError::Encode(_))))));
    drop(qualities);
    assert_eq!(plugin.sent.len(), 1, "the third was never asked for");
}
