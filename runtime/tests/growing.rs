//! Views of structs that grow: what older data doesn't have is absent.

rbgen_runtime::wire_schema!("../tests/data/ok/append.toml");

#[test]
fn members_beyond_the_stated_version_are_absent() {
    let first = [1, 1, 7, 0];
    let (view, rest) = ByVersionView::from_prefix(&first).unwrap();
    assert_eq!((view.version(), view.flag(), view.count()), (1, Ok(true), 7));
    assert_eq!((view.limit(), view.names(), view.total(), view.rest()), (None, Ok(None), None, None));
    assert_eq!((view.as_bytes(), rest), (&first[..], &[][..]));
    assert_eq!(view.to_value().unwrap().limit, 100);

    let mut second = [0xee; 18];
    second[..16].copy_from_slice(&[2, 0, 7, 0, 9, 0, 0, 0, b'a', 0, b'b', 0, 0, 0, 0, 0]);
    let (view, rest) = ByVersionView::from_prefix(&second).unwrap();
    assert_eq!((view.limit(), view.total(), rest), (Some(9), None, &[0xee; 2][..]));
    assert_eq!(view.names().unwrap().map(|names| names.map(|name| name.to_string())).unwrap()[1], "b");

    let mut last = [0; 32];
    last[0] = 3;
    assert_eq!(ByVersionView::new(&last).total(), Some(0));
    // of a later version: what is known of it is there
    last[0] = 200;
    assert_eq!(ByVersionView::new(&last).total(), Some(0));
    last[0] = 2;
    assert_eq!((ByVersionView::new(&last).limit(), ByVersionView::new(&last).total()), (Some(0), None));
}

#[test]
fn members_beyond_the_stated_size_are_absent() {
    let mut bytes = [0; 16];
    bytes[0] = 12;
    bytes[8] = 5;
    let (view, rest) = SettingsView::from_prefix(&bytes).unwrap();
    assert_eq!((view.width(), view.height(), view.depth(), rest.len()), (0, Some(5), None, 4));
    // half of a member is none of it
    bytes[0] = 11;
    assert_eq!(SettingsView::new(&bytes).height(), None);
    bytes[0] = 13;
    assert_eq!(SettingsView::new(&bytes).depth(), Some(0));
    // a newer writer's additions come before what follows
    bytes[0] = 15;
    assert_eq!(SettingsView::from_prefix(&bytes).unwrap().1.len(), 1);
}

#[test]
fn too_little_data_has_no_view() {
    let short = |bytes: &[u8]| {
        let error = SettingsView::from_prefix(bytes).unwrap_err();
        assert_eq!(error.kind().name(), "too-short");
        (error.wanted().to_string(), error.got().to_string())
    };
    let numbers = |wanted: &str, got: &str| (wanted.to_owned(), got.to_owned());
    assert_eq!(short(&[8; 7]), numbers("8", "7"));
    assert_eq!(short(&[7, 0, 0, 0, 0, 0, 0, 0]), numbers("8", "7"));
    assert_eq!(short(&[12, 0, 0, 0, 0, 0, 0, 0]), numbers("12", "8"));
    // nothing that is stated makes a fixed view reach beyond its bytes
    for (stated, depth, valid) in
        [(0, None, false), (7, None, false), (16, Some(9), true), (255, Some(9), true)]
    {
        let mut bytes = [0; 16];
        (bytes[0], bytes[12]) = (stated, 9);
        let view = SettingsView::new(&bytes);
        assert_eq!((view.depth(), view.to_value().is_ok()), (depth, valid), "{stated}");
    }
}

#[test]
fn a_view_to_write_to_reads_what_its_version_has() {
    let mut bytes = [0; 32];
    let mut view = ByVersionViewMut::new(&mut bytes);
    view.set_version(1).unwrap();
    view.set_limit(3).unwrap();
    assert_eq!(view.as_view().limit(), None);
    view.set_version(2).unwrap();
    assert_eq!(view.as_view().limit(), Some(3));
}

#[test]
fn a_version_before_the_last_growth_is_not_written() {
    for (stated, written) in [(0, 3), (1, 3), (2, 3), (3, 3), (4, 4), (255, 255)] {
        let value = ByVersion { version: stated, ..ByVersion::default() };
        let bytes = value.encode().unwrap();
        assert_eq!(bytes[0], written);
        assert_eq!(ByVersion::decode(&bytes), Ok(ByVersion { version: written, ..value }));
    }
    assert_eq!(ByVersion::default().version, 3);
}

/// The stated size is read in the order that the bytes are in.
mod grown {
    rbgen_runtime::wire_schema!("tests/schemas/grown.toml");

    #[test]
    fn bytes_needed_are_counted_in_the_order_of_the_bytes() {
        let little = [4, 3, 2, 1, 12, 0, 0, 0];
        let big = [1, 2, 3, 4, 0, 0, 0, 12];
        assert_eq!(Grown::bytes_needed(&little), 4);
        assert_eq!(Grown::bytes_needed(&big), 4);
        assert_eq!(Grown::bytes_needed(&big[..3]), 5);
    }
}
