//! What the two flavours differ in: the class that memory is, and how numbers in it are reached.

/// How generated classes reach memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// `java.lang.foreign`: JDK 22 and newer.
    Ffm,
    /// `java.nio.ByteBuffer`: JDK 17 and newer.
    ByteBuffer,
}

impl Flavour {
    /// The class of memory.
    pub(super) fn memory(self) -> &'static str {
        match self {
            Flavour::Ffm => "MemorySegment",
            Flavour::ByteBuffer => "ByteBuffer",
        }
    }

    /// How prose calls memory.
    pub(super) fn memory_words(self) -> &'static str {
        match self {
            Flavour::Ffm => "memory segment",
            Flavour::ByteBuffer => "buffer",
        }
    }

    /// The type of places in memory.
    pub(super) fn at(self) -> &'static str {
        match self {
            Flavour::Ffm => "long",
            Flavour::ByteBuffer => "int",
        }
    }

    /// The memory of an array.
    pub(super) fn wrap(self, array: &str) -> String {
        match self {
            Flavour::Ffm => format!("MemorySegment.ofArray({array})"),
            Flavour::ByteBuffer => format!("ByteBuffer.wrap({array})"),
        }
    }

    /// The oldest release of Java that runs it.
    pub(super) fn release(self) -> &'static str {
        match self {
            Flavour::Ffm => "22",
            Flavour::ByteBuffer => "17",
        }
    }
}
