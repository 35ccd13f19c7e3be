//! Unions with a tag: which member, its value, and the bytes beyond it.

use super::{Form, Hex, Keys, Shown, Wanted};
use serde::de::{Error, MapAccess, SeqAccess, Unexpected};
use serde::ser::{SerializeStruct, Serializer};

/// The keys of a union.
pub const UNION_KEYS: &[&str] = &["member", "value", "rest"];

/// Writes a member of a union, both by name, and the bytes of the union beyond it.
pub fn put_union<S: Serializer, F: Form<T>, T, const N: usize>(
    serializer: S,
    (name, member): (&'static str, &'static str),
    value: &T,
    rest: &[u8; N],
    _form: F,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_struct(name, UNION_KEYS.len())?;
    map.serialize_field("member", member)?;
    map.serialize_field("value", &Shown::<F, T>::new(value))?;
    map.serialize_field("rest", &Shown::<Hex, [u8; N]>::new(rest))?;
    map.end()
}

/// Reads the name of the member, which comes first, and answers its index.
pub fn first_member<'de, A: MapAccess<'de>>(
    map: &mut A,
    members: &'static [&'static str],
) -> Result<usize, A::Error> {
    match map.next_key_seed(Keys(UNION_KEYS))? {
        Some(0) => map.next_value_seed(Keys(members)),
        Some(_) => Err(A::Error::custom("the key `member` of a union comes before the others")),
        None => Err(A::Error::missing_field("member")),
    }
}

/// Reads the keys after the first: the value and the bytes beyond it.
pub fn value_and_rest<'de, A: MapAccess<'de>, F: Form<T>, T, const N: usize>(
    map: &mut A,
    _form: F,
) -> Result<(T, [u8; N]), A::Error> {
    let (mut value, mut rest) = (None, None);
    while let Some(key) = map.next_key_seed(Keys(UNION_KEYS))? {
        let twice = match key {
            1 => value.replace(map.next_value_seed(Wanted::<F, T>::new())?).is_some(),
            2 => rest.replace(map.next_value_seed(Wanted::<Hex, [u8; N]>::new())?).is_some(),
            _ => true,
        };
        if twice {
            return Err(A::Error::duplicate_field(UNION_KEYS[key]));
        }
    }
    Ok((value.ok_or_else(|| A::Error::missing_field("value"))?, rest.unwrap_or([0; N])))
}

/// Reads the two elements after the member of a sequence.
pub fn pull_both<'de, A: SeqAccess<'de>, F: Form<T>, T, const N: usize>(
    list: &mut A,
    _form: F,
) -> Result<(T, [u8; N]), A::Error> {
    let short = |len| move || A::Error::invalid_length(len, &"member, value and rest of a union");
    let value = list.next_element_seed(Wanted::<F, T>::new())?.ok_or_else(short(1))?;
    Ok((value, list.next_element_seed(Wanted::<Hex, [u8; N]>::new())?.ok_or_else(short(2))?))
}

/// Reads the member of a sequence.
pub fn pull_member<'de, A: SeqAccess<'de>>(
    list: &mut A,
    members: &'static [&'static str],
) -> Result<usize, A::Error> {
    let member = list.next_element_seed(Keys(members))?;
    member.ok_or_else(|| A::Error::invalid_length(0, &"member, value and rest of a union"))
}

/// A member that the union doesn't have.
pub fn no_member<E: Error>(member: usize) -> E {
    E::invalid_value(Unexpected::Unsigned(member as u64), &"a member of the union")
}

/// The bytes beyond a member: none where the variant has no name for them.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_rest {
    () => {
        &[]
    };
    ($rest:ident) => {
        $rest
    };
    (@pattern) => {
        _
    };
    (@pattern $rest:ident) => {
        $rest
    };
    (@type) => {
        [u8; 0]
    };
    (@type $rest:ident) => {
        _
    };
}

/// Implements serde's traits for a union with a tag. Variants come with the member's name, and with its form where it
/// isn't the type's own.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_union {
    (match $name:ident { $($variant:ident($value:ident $(, $rest:ident)?) => $key:literal $(as $form:tt)?,)* }) => {
        #[allow(deprecated)] // members that are
        const _: () = {
            const RBGEN_NAME: &str = ::core::stringify!($name);
            const RBGEN_MEMBERS: &[&str] = &[$($key),*];

            impl $crate::plain::serde::Serialize for $name {
                fn serialize<S: $crate::plain::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    match self {
                        $($name::$variant($value $(, $rest)?) => $crate::plain::put_union(
                            serializer,
                            (RBGEN_NAME, $key),
                            $value,
                            $crate::plain_rest!($($rest)?),
                            $crate::plain_form!($($form)?),
                        ),)*
                    }
                }
            }

            impl<'de> $crate::plain::serde::Deserialize<'de> for $name {
                fn deserialize<D: $crate::plain::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<$name, D::Error> {
                    deserializer.deserialize_struct(RBGEN_NAME, $crate::plain::UNION_KEYS, RbgenMembers)
                }
            }

            struct RbgenMembers;

            impl<'de> $crate::plain::serde::de::Visitor<'de> for RbgenMembers {
                type Value = $name;

                fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::write!(f, "member, value and rest of {RBGEN_NAME}")
                }

                fn visit_map<A: $crate::plain::serde::de::MapAccess<'de>>(
                    self,
                    mut map: A,
                ) -> ::core::result::Result<$name, A::Error> {
                    let member = $crate::plain::first_member(&mut map, RBGEN_MEMBERS)?;
                    $(
                        if RBGEN_MEMBERS[member] == $key {
                            let ($value, $crate::plain_rest!(@pattern $($rest)?)): (
                                _,
                                $crate::plain_rest!(@type $($rest)?),
                            ) = $crate::plain::value_and_rest(&mut map, $crate::plain_form!($($form)?))?;
                            return ::core::result::Result::Ok($name::$variant($value $(, $rest)?));
                        }
                    )*
                    ::core::result::Result::Err($crate::plain::no_member(member))
                }

                fn visit_seq<A: $crate::plain::serde::de::SeqAccess<'de>>(
                    self,
                    mut list: A,
                ) -> ::core::result::Result<$name, A::Error> {
                    let member = $crate::plain::pull_member(&mut list, RBGEN_MEMBERS)?;
                    $(
                        if RBGEN_MEMBERS[member] == $key {
                            let ($value, $crate::plain_rest!(@pattern $($rest)?)): (
                                _,
                                $crate::plain_rest!(@type $($rest)?),
                            ) = $crate::plain::pull_both(&mut list, $crate::plain_form!($($form)?))?;
                            return ::core::result::Result::Ok($name::$variant($value $(, $rest)?));
                        }
                    )*
                    ::core::result::Result::Err($crate::plain::no_member(member))
                }
            }
        };
    };
}
