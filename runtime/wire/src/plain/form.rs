//! How a member is shown: by its own type, or in another form.

use super::{Keys, fill, hex, pull};
use crate::{Guid, Text, Uuid};
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, SerializeTuple, Serializer};

/// A way to show values of a type.
pub trait Form<T> {
    /// Writes a value.
    fn show<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// As the type itself says.
#[derive(Debug, Clone, Copy)]
pub struct Own;

impl<T: Serialize + for<'de> Deserialize<'de>> Form<T> for Own {
    fn show<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// Bytes in hexadecimal.
#[derive(Debug, Clone, Copy)]
pub struct Hex;

impl<const N: usize> Form<[u8; N]> for Hex {
    fn show<S: Serializer>(value: &[u8; N], serializer: S) -> Result<S::Ok, S::Error> {
        hex::show(value, serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; N], D::Error> {
        let (bytes, len) = hex::read::<N, D>(deserializer)?;
        if len == N { Ok(bytes) } else { Err(D::Error::invalid_length(len, &hex::Bytes::<N>)) }
    }
}

/// The bytes of a union without a tag, under a key of their own.
#[derive(Debug, Clone, Copy)]
pub struct Raw;

const RAW: &str = "wire_bytes";

impl<const N: usize> Form<[u8; N]> for Raw {
    fn show<S: Serializer>(value: &[u8; N], serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct(RAW, 1)?;
        map.serialize_field(RAW, &Shown::<Hex, _>::new(value))?;
        map.end()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; N], D::Error> {
        deserializer.deserialize_struct(RAW, &[RAW], RawBytes)
    }
}

struct RawBytes<const N: usize>;

impl<'de, const N: usize> Visitor<'de> for RawBytes<N> {
    type Value = [u8; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map of `{RAW}`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<[u8; N], A::Error> {
        let mut bytes = None;
        while map.next_key_seed(Keys(&[RAW]))?.is_some() {
            fill(&mut map, RAW, &mut bytes, Hex)?;
        }
        bytes.ok_or_else(|| A::Error::missing_field(RAW))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<[u8; N], A::Error> {
        pull(&mut list, 0, Hex)
    }
}

/// An array of any length, each element in a form.
#[derive(Debug, Clone, Copy)]
pub struct List<F>(pub F);

impl<T, F: Form<T>, const N: usize> Form<[T; N]> for List<F> {
    fn show<S: Serializer>(value: &[T; N], serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_tuple(N)?;
        for element in value {
            list.serialize_element(&Shown::<F, T>::new(element))?;
        }
        list.end()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[T; N], D::Error> {
        deserializer.deserialize_tuple(N, Elements(PhantomData::<(T, F)>))
    }
}

struct Elements<T, F, const N: usize>(PhantomData<(T, F)>);

impl<'de, T, F: Form<T>, const N: usize> Visitor<'de> for Elements<T, F, N> {
    type Value = [T; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{N} elements")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<[T; N], A::Error> {
        let elements = crate::try_array(|i| {
            list.next_element_seed(Wanted::<F, T>::new())?.ok_or_else(|| A::Error::invalid_length(i, &self))
        })?;
        match list.next_element::<serde::de::IgnoredAny>()? {
            None => Ok(elements),
            Some(_) => Err(A::Error::invalid_length(N + 1, &self)),
        }
    }
}

/// Writes a value in a form.
pub fn show<S: Serializer, F: Form<T>, T>(value: &T, serializer: S, _form: F) -> Result<S::Ok, S::Error> {
    F::show(value, serializer)
}

/// Reads a value in a form.
pub fn read<'de, D: Deserializer<'de>, F: Form<T>, T>(deserializer: D, _form: F) -> Result<T, D::Error> {
    F::read(deserializer)
}

/// A value to write in a form.
#[derive(Debug)]
pub struct Shown<'a, F, T>(&'a T, PhantomData<F>);

impl<'a, F, T> Shown<'a, F, T> {
    /// This value in the form.
    pub fn new(value: &'a T) -> Shown<'a, F, T> {
        Shown(value, PhantomData)
    }
}

impl<F: Form<T>, T> Serialize for Shown<'_, F, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        F::show(self.0, serializer)
    }
}

/// A value to read in a form.
#[derive(Debug)]
pub struct Wanted<F, T>(PhantomData<(F, T)>);

impl<F, T> Wanted<F, T> {
    /// A value in the form.
    #[allow(clippy::new_without_default)] // it is no value
    pub fn new() -> Wanted<F, T> {
        Wanted(PhantomData)
    }
}

impl<'de, F: Form<T>, T> DeserializeSeed<'de> for Wanted<F, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        F::read(deserializer)
    }
}

impl<const CAP: usize> Serialize for Text<CAP> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

struct Letters<const CAP: usize>;

impl<const CAP: usize> Visitor<'_> for Letters<CAP> {
    type Value = Text<CAP>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "text of at most {CAP} bytes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<CAP>, E> {
        Text::new(text).map_err(E::custom)
    }
}

impl<'de, const CAP: usize> Deserialize<'de> for Text<CAP> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text<CAP>, D::Error> {
        deserializer.deserialize_str(Letters)
    }
}

macro_rules! identifier {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                if deserializer.is_human_readable() {
                    hex::read_identifier(deserializer).map($name::from_fields)
                } else {
                    Hex::read(deserializer).map($name)
                }
            }
        }
    };
}

identifier!(Guid);
identifier!(Uuid);
