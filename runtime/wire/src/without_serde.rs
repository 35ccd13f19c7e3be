//! Without the feature `serde`, what expansions say about plain data comes to nothing.

macro_rules! nothing {
    ($dollar:tt $($name:ident)*) => {$(
        /// Nothing, without the feature `serde`.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $name {
            ($dollar($dollar tokens:tt)*) => {};
        }
    )*};
}

nothing!($ plain_enum plain_newtype plain_struct plain_union);
