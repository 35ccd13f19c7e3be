//! Ids of what a schema declares: positions in its lists.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The position in the schema's list of this kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Names a [`Module`](super::Module) of a schema.
    ModuleId
    /// Names a [`ConstDef`](super::ConstDef).
    ConstId
    /// Names an [`EnumDef`](super::EnumDef).
    EnumId
    /// Names a [`FlagsDef`](super::FlagsDef).
    FlagsId
    /// Names a [`UnionDef`](super::UnionDef).
    UnionId
    /// Names a [`StructDef`](super::StructDef).
    StructId
    /// Names a [`MessageDef`](super::MessageDef).
    MessageId
    /// Names an [`Operation`](super::Operation).
    OperationId
}

/// One entry of the ordered list of everything a schema declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// `[[const]]`
    Const(ConstId),
    /// `[[enum]]`
    Enum(EnumId),
    /// `[[flags]]`
    Flags(FlagsId),
    /// `[[union]]`
    Union(UnionId),
    /// `[[struct]]`
    Struct(StructId),
    /// `[[message]]`
    Message(MessageId),
    /// `[[call]]`
    Operation(OperationId),
}
