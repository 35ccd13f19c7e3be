//! Annotated hex.

use crate::Layout;
use core::fmt;

/// Bytes beside the layout they should have: offset, hex and field name, one line for each field. Bytes beyond the struct
/// and bytes that are missing are shown as such.
#[derive(Clone, Copy)]
pub struct Dump<'a> {
    layout: &'static Layout,
    bytes: &'a [u8],
}

/// Bytes in a line.
const COLUMNS: usize = 8;

impl<'a> Dump<'a> {
    /// A dump of `bytes` under `layout`.
    #[must_use]
    pub fn new(layout: &'static Layout, bytes: &'a [u8]) -> Dump<'a> {
        Dump { layout, bytes }
    }

    fn run(
        &self,
        f: &mut fmt::Formatter<'_>,
        start: usize,
        end: usize,
        label: &str,
        of: &str,
    ) -> fmt::Result {
        let mut at = start;
        let mut label = label;
        let mut of = of;
        while at < end {
            write!(f, "{at:04x} ")?;
            for i in at..at + COLUMNS {
                match self.bytes.get(i) {
                    Some(byte) if i < end => write!(f, " {byte:02x}")?,
                    None if i < end => f.write_str(" --")?,
                    _ => f.write_str("   ")?,
                }
            }
            if label.is_empty() {
                f.write_str("\n")?;
            } else if of.is_empty() {
                writeln!(f, "  {label}")?;
            } else {
                writeln!(f, "  {label}: {of}")?;
            }
            (label, of) = ("", "");
            at += COLUMNS;
        }
        Ok(())
    }
}

impl fmt::Display for Dump<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({} bytes)", self.layout.name, self.layout.size)?;
        for field in self.layout.fields {
            self.run(f, field.offset, field.offset + field.size, field.name, field.type_name)?;
        }
        if self.bytes.len() > self.layout.size {
            self.run(f, self.layout.size, self.bytes.len(), "(beyond the struct)", "")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Dump<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
