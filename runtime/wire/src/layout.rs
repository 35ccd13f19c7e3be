//! The layout of a struct as data.

/// Byte order as a layout states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// Least significant byte first, or nothing to order.
    Little,
    /// Most significant byte first.
    Big,
    /// An argument of decode and encode.
    Either,
}

/// What the bytes of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A value.
    Value,
    /// An integer split into bits.
    Bits,
    /// Declared bytes without a meaning.
    Reserved,
    /// Computed bytes without a meaning.
    Padding,
}

/// A struct's layout.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The struct's name in the schema.
    pub name: &'static str,
    /// Bytes.
    pub size: usize,
    /// Alignment in memory.
    pub align: usize,
    /// The layout hash.
    pub hash: u64,
    /// The byte order fields have by default.
    pub order: Order,
    /// Every byte, in offset order.
    pub fields: &'static [Field],
}

/// One field of a layout.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The field's name in the schema.
    pub name: &'static str,
    /// Bytes from the start of the struct.
    pub offset: usize,
    /// Bytes it takes.
    pub size: usize,
    /// The type as the schema spells it; empty for reserved bytes and padding.
    pub type_name: &'static str,
    /// What the bytes are.
    pub kind: FieldKind,
    /// The byte order of its numbers.
    pub order: Order,
    /// Elements of an array over all its dimensions; 1 for everything else.
    pub count: usize,
    /// The items of a bit word.
    pub bits: &'static [Bits],
}

/// One item of a bit word.
#[derive(Debug, Clone, Copy)]
pub struct Bits {
    /// The item's name in the schema.
    pub name: &'static str,
    /// The lowest bit; bit 0 is the least significant of the decoded number.
    pub low: u32,
    /// How many bits.
    pub width: u32,
}

impl Layout {
    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}
