//! Structs: a map from the schema's names to the members.

use super::{Form, Shown, Wanted};
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;

/// One of these names, as its index.
#[derive(Debug, Clone, Copy)]
pub struct Keys(pub &'static [&'static str]);

impl Visitor<'_> for Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        self.0.iter().position(|k| *k == key).ok_or_else(|| E::unknown_field(key, self.0))
    }
}

impl<'de> DeserializeSeed<'de> for Keys {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

/// Writes a member in a form.
pub fn put<M: SerializeStruct, F: Form<T>, T>(
    map: &mut M,
    key: &'static str,
    value: &T,
    _form: F,
) -> Result<(), M::Error> {
    map.serialize_field(key, &Shown::<F, T>::new(value))
}

/// Reads the value that follows a key of a map; each comes only once.
pub fn fill<'de, A: MapAccess<'de>, F: Form<T>, T>(
    map: &mut A,
    key: &'static str,
    place: &mut Option<T>,
    _form: F,
) -> Result<(), A::Error> {
    match place.replace(map.next_value_seed(Wanted::<F, T>::new())?) {
        None => Ok(()),
        Some(_) => Err(A::Error::duplicate_field(key)),
    }
}

/// Reads a member of a sequence.
pub fn pull<'de, A: SeqAccess<'de>, F: Form<T>, T>(list: &mut A, at: usize, _form: F) -> Result<T, A::Error> {
    let value = list.next_element_seed(Wanted::<F, T>::new())?;
    value.ok_or_else(|| A::Error::invalid_length(at, &"as many members as the struct has"))
}

/// The form that a macro names: `Hex`, or an array of one in brackets; the type's own without a name.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_form {
    () => { $crate::plain::Own };
    ([$($inner:tt)*]) => { $crate::plain::List($crate::plain_form!($($inner)*)) };
    ($form:ident) => { $crate::plain::$form };
}

/// What a member is that isn't there.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_missing {
    ($key:literal) => {
        return ::core::result::Result::Err($crate::plain::serde::de::Error::missing_field($key))
    };
    ($key:literal $default:expr) => {
        $default
    };
}

/// Implements serde's traits for a struct. Members come with their key, with their form where it isn't the type's own,
/// and with the value they have where they may be left out. With `..Default` all may.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_struct {
    ($name:ident { $($member:ident: $key:literal $(as $form:tt)?,)* ..Default }) => {
        $crate::plain_struct! { $name {
            $($member: $key $(as $form)? || <$name as ::core::default::Default>::default().$member,)*
        } }
    };
    ($name:ident { $($member:ident: $key:literal $(as $form:tt)? $(|| $default:expr)?,)* }) => {
        #[allow(deprecated)] // members that are
        const _: () = {
            const RBGEN_NAME: &str = ::core::stringify!($name);
            const RBGEN_KEYS: &[&str] = &[$($key),*];

            impl $crate::plain::serde::Serialize for $name {
                fn serialize<S: $crate::plain::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    #[allow(unused_mut)] // without members
                    let mut map = serializer.serialize_struct(RBGEN_NAME, RBGEN_KEYS.len())?;
                    $($crate::plain::put(&mut map, $key, &self.$member, $crate::plain_form!($($form)?))?;)*
                    $crate::plain::serde::ser::SerializeStruct::end(map)
                }
            }

            impl<'de> $crate::plain::serde::Deserialize<'de> for $name {
                fn deserialize<D: $crate::plain::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<$name, D::Error> {
                    deserializer.deserialize_struct(RBGEN_NAME, RBGEN_KEYS, RbgenMembers)
                }
            }

            struct RbgenMembers;

            impl<'de> $crate::plain::serde::de::Visitor<'de> for RbgenMembers {
                type Value = $name;

                fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::write!(f, "the members of {RBGEN_NAME}")
                }

                #[allow(unused_mut, unused_assignments)] // without members
                fn visit_map<A: $crate::plain::serde::de::MapAccess<'de>>(
                    self,
                    mut map: A,
                ) -> ::core::result::Result<$name, A::Error> {
                    $(let mut $member = ::core::option::Option::None;)*
                    while let ::core::option::Option::Some(key) =
                        map.next_key_seed($crate::plain::Keys(RBGEN_KEYS))?
                    {
                        let mut at = 0;
                        $(
                            if key == at {
                                $crate::plain::fill(&mut map, $key, &mut $member, $crate::plain_form!($($form)?))?;
                            }
                            at += 1;
                        )*
                    }
                    ::core::result::Result::Ok($name {
                        $($member: match $member {
                            ::core::option::Option::Some(value) => value,
                            ::core::option::Option::None => $crate::plain_missing!($key $($default)?),
                        }),*
                    })
                }

                #[allow(unused_mut, unused_assignments, unused_variables)] // without members
                fn visit_seq<A: $crate::plain::serde::de::SeqAccess<'de>>(
                    self,
                    mut list: A,
                ) -> ::core::result::Result<$name, A::Error> {
                    let mut at = 0;
                    ::core::result::Result::Ok($name {
                        $($member: {
                            at += 1;
                            $crate::plain::pull(&mut list, at - 1, $crate::plain_form!($($form)?))?
                        }),*
                    })
                }
            }
        };
    };
}
