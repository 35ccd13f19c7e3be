//! Enums: by name where the code has one.

use core::fmt;
use core::marker::PhantomData;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

/// Writes the name of a code for people, else the code.
pub fn name<C: Serialize, S: Serializer>(
    name: Option<&'static str>,
    code: C,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match name.filter(|_| serializer.is_human_readable()) {
        Some(name) => serializer.serialize_str(name),
        None => code.serialize(serializer),
    }
}

/// Reads a name, or a code.
pub fn named<'de, C, D>(deserializer: D, from_name: fn(&str) -> Option<C>) -> Result<C, D::Error>
where
    C: Deserialize<'de> + TryFrom<i128> + TryFrom<u128>,
    D: Deserializer<'de>,
{
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(Code { from_name, code: PhantomData })
    } else {
        C::deserialize(deserializer)
    }
}

struct Code<C> {
    from_name: fn(&str) -> Option<C>,
    code: PhantomData<C>,
}

impl<C: TryFrom<i128> + TryFrom<u128>> Visitor<'_> for Code<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name or a code of the enum")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<C, E> {
        (self.from_name)(name).ok_or_else(|| E::invalid_value(Unexpected::Str(name), &self))
    }

    fn visit_u64<E: Error>(self, code: u64) -> Result<C, E> {
        self.visit_u128(code.into())
    }

    fn visit_i64<E: Error>(self, code: i64) -> Result<C, E> {
        self.visit_i128(code.into())
    }

    fn visit_u128<E: Error>(self, code: u128) -> Result<C, E> {
        C::try_from(code).map_err(|_| E::custom(format_args!("the enum has no room for the code {code}")))
    }

    fn visit_i128<E: Error>(self, code: i128) -> Result<C, E> {
        C::try_from(code).map_err(|_| E::custom(format_args!("the enum has no room for the code {code}")))
    }
}

/// Implements serde's traits for an enum.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_enum {
    ($name:ident) => {
        #[allow(deprecated)] // where the type is
        const _: () = {
            impl $crate::plain::serde::Serialize for $name {
                fn serialize<S: $crate::plain::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    $crate::plain::name(self.name(), self.0, serializer)
                }
            }

            impl<'de> $crate::plain::serde::Deserialize<'de> for $name {
                fn deserialize<D: $crate::plain::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    $crate::plain::named(deserializer, |name| Self::from_name(name).map(Self::code)).map(Self)
                }
            }
        };
    };
}

/// Implements serde's traits for a tuple struct of one field, as that field or in a form.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_newtype {
    ($name:ident $(as $form:tt)?) => {
        #[allow(deprecated)] // where the type is
        const _: () = {
            impl $crate::plain::serde::Serialize for $name {
                fn serialize<S: $crate::plain::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    $crate::plain::show(&self.0, serializer, $crate::plain_form!($($form)?))
                }
            }

            impl<'de> $crate::plain::serde::Deserialize<'de> for $name {
                fn deserialize<D: $crate::plain::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    $crate::plain::read(deserializer, $crate::plain_form!($($form)?)).map($name)
                }
            }
        };
    };
}
