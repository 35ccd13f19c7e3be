//! Which relative paths rbgen writes to or removes.

use std::path::{Component, Path, PathBuf};

/// Names that open a device on Windows, whatever their extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why a generated path is refused, or nothing when it is fine on every host.
///
/// A path is a run of plain names with `/` between them. It can't leave the folder it is joined to.
pub fn refuse(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    for name in path.split('/') {
        let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
        let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        let reason = match name {
            "" => "it is absolute or has an empty part",
            "." | ".." => "it has a `.` or `..` part",
            _ if name.len() > 255 => "a part is longer than 255 bytes",
            _ if name.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
                || name.contains(char::is_control) =>
            {
                "it has a character that is not allowed on every system"
            }
            _ if name.ends_with(['.', ' ']) => "a part ends with a dot or a space",
            _ if DEVICES.contains(&stem.as_str()) || port.is_some_and(|p| p.len() == 1 && p != "0") => {
                "a part is the name of a device on Windows"
            }
            _ => continue,
        };
        return Some(reason);
    }
    None
}

/// The path as messages show it: `/` between parts, without `.` in front.
pub fn display(path: &Path) -> String {
    let mut text = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::RootDir => text.push('/'),
            part => {
                if !text.is_empty() && !text.ends_with('/') {
                    text.push('/');
                }
                text.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Joins a generated path to a folder of the host.
pub(super) fn join(root: &Path, path: &str) -> PathBuf {
    path.split('/').fold(root.to_owned(), |at, name| at.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_are_fine() {
        for path in [
            "a",
            "python/thumbnail/__init__.py",
            ".gitattributes",
            "a b/c-d",
            "console/common.h",
            "com/lpt.c",
        ] {
            assert_eq!(refuse(path), None, "{path}");
        }
    }

    #[test]
    fn paths_that_leave_the_folder_or_fail_somewhere_are_refused() {
        let long = "x".repeat(256);
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a//b",
            "a/",
            "./a",
            "a\\..\\b",
            "c:/x",
            "a\0b",
            "a\nb",
            "NUL",
            "aux.h",
            "com1",
            "a/lpt9.txt",
            "dot.",
            "space ",
            &long,
        ] {
            assert!(refuse(path).is_some(), "{path:?}");
        }
    }

    #[test]
    fn shown_paths_have_slashes_and_no_leading_dot() {
        assert_eq!(display(Path::new("./out/../x")), "out/../x");
        assert_eq!(display(Path::new(".")), ".");
        assert_eq!(display(Path::new("/a/b")), "/a/b");
    }
}
