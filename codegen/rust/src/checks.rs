//! What a value may be: `const`, `one_of` and `range`, in that order.

use crate::{Context, literal};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rbgen_schema::ir::{ByteOrder, Scalar, TextRules, Value, ValueRules, WireType};

/// Whether bytes or a value are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Decode,
    Encode,
}

impl Direction {
    fn error(self) -> proc_macro2::Ident {
        match self {
            Direction::Decode => format_ident!("DecodeError"),
            Direction::Encode => format_ident!("EncodeError"),
        }
    }
}

/// The struct and field that errors name, as expressions.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) type_name: TokenStream,
    pub(crate) field: TokenStream,
}

impl Place {
    pub(crate) fn new(type_name: &str, field: &str) -> Place {
        Place { type_name: quote!(#type_name), field: quote!(#field) }
    }

    pub(crate) fn both(&self) -> TokenStream {
        let Place { type_name, field } = self;
        quote!(#type_name, #field)
    }
}

/// `return Err(...)`
pub(crate) fn fail(
    cx: &Context<'_>,
    direction: Direction,
    kind: &str,
    place: &Place,
    wanted: impl quote::ToTokens,
    got: impl quote::ToTokens,
) -> TokenStream {
    let (wire, error, kind, place) = (cx.wire, direction.error(), format_ident!("{kind}"), place.both());
    quote!(return Err(#wire::#error::new(#wire::ErrorKind::#kind, #place, #wanted, #got));)
}

/// What is checked, and how to get at it.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    /// The type of one element.
    pub(crate) ty: &'a WireType,
    pub(crate) order: ByteOrder,
    pub(crate) text: Option<TextRules>,
    pub(crate) rules: &'a ValueRules,
    /// The field states the layout's version.
    pub(crate) is_version: bool,
    /// The value; of enums and flags the code.
    pub(crate) value: TokenStream,
    /// What an error says was there.
    pub(crate) got: TokenStream,
    /// Which element of an array it is, as an expression over all dimensions.
    pub(crate) index: Option<TokenStream>,
}

/// Whether decoding has to look at the value at all.
pub(crate) fn any(rules: &ValueRules, direction: Direction) -> bool {
    rules.constant.is_some()
        || !rules.one_of.is_empty()
        || rules.range.as_ref().is_some_and(|range| range.on_decode || direction == Direction::Encode)
}

/// The statements.
pub(crate) fn statements(
    cx: &Context<'_>,
    checked: &Checked<'_>,
    direction: Direction,
    place: &Place,
) -> TokenStream {
    let Checked { ty, order, text, rules, is_version, value, got, index } = checked;
    let kind = if *is_version { "UnsupportedVersion" } else { "WrongConst" };
    let wire = cx.wire;
    let mut out = TokenStream::new();
    match (rules.constant.as_ref().map(|c| &c.value), index) {
        (Some(Value::List(values)), Some(index)) => {
            let mut flat = Vec::new();
            flatten(values, &mut flat);
            let values = flat.iter().map(|v| literal_of(v, ty));
            let wanted = match ty {
                WireType::Scalar(s) if s.is_float() => {
                    let bytes = match order {
                        ByteOrder::Little => quote!(wanted.to_le_bytes()),
                        ByteOrder::Big => quote!(wanted.to_be_bytes()),
                        ByteOrder::Either => quote! {
                            if order == #wire::ByteOrder::Big { wanted.to_be_bytes() } else { wanted.to_le_bytes() }
                        },
                    };
                    quote!(#wire::Detail::bytes(&#bytes))
                }
                _ => quote!(wanted),
            };
            let fail = fail(cx, direction, kind, place, wanted, got);
            let differs = match ty {
                WireType::Scalar(s) if s.is_float() => quote!(#value.to_bits() != wanted.to_bits()),
                _ => quote!(#value != wanted),
            };
            out.extend(quote!(let wanted = [#(#values),*][#index]; if #differs { #fail }));
        }
        (Some(constant), _) => {
            let differs = differs(ty, value, constant);
            let wanted = by_order(cx, *order, |order| literal::wanted(constant, ty, order, *text));
            let fail = fail(cx, direction, kind, place, wanted, got);
            out.extend(quote!(if #differs { #fail }));
        }
        (None, _) => {}
    }
    if !rules.one_of.is_empty() {
        let values: Vec<&Value> = rules.one_of.iter().map(|l| &l.value).collect();
        let none = none_of(ty, value, &values);
        let wanted = by_order(cx, *order, |order| {
            let each = values.iter().map(|v| literal::wanted(v, ty, order, *text));
            each.collect::<Vec<_>>().join("|")
        });
        let fail = fail(cx, direction, kind, place, wanted, got);
        out.extend(quote!(if #none { #fail }));
    }
    if let Some(range) = &rules.range
        && (range.on_decode || direction == Direction::Encode)
    {
        let (low, high) = (literal_of(&range.low.value, ty), literal_of(&range.high.value, ty));
        let text = by_order(cx, *order, |order| {
            let [low, high] =
                [&range.low, &range.high].map(|bound| literal::wanted(&bound.value, ty, order, None));
            format!("{low}..{high}")
        });
        let fail = fail(cx, direction, "OutOfRange", place, text, got);
        out.extend(quote!(if !(#low..=#high).contains(&#value) { #fail }));
    }
    out
}

/// What an error says is wanted: known now, or in data of either order by the order it is read in.
fn by_order(cx: &Context<'_>, order: ByteOrder, text: impl Fn(ByteOrder) -> String) -> TokenStream {
    if order != ByteOrder::Either {
        let text = text(order);
        return quote!(#text);
    }
    let [little, big] = [ByteOrder::Little, ByteOrder::Big].map(text);
    if little == big {
        return quote!(#little);
    }
    let wire = cx.wire;
    quote!(if order == #wire::ByteOrder::Big { #big } else { #little })
}

fn flatten<'a>(values: &'a [Value], flat: &mut Vec<&'a Value>) {
    for value in values {
        match value {
            Value::List(inner) => flatten(inner, flat),
            value => flat.push(value),
        }
    }
}

/// A literal comparable with the value: codes of enums and flags as numbers.
fn literal_of(value: &Value, ty: &WireType) -> TokenStream {
    let scalar = match ty {
        WireType::Scalar(scalar) => *scalar,
        _ => Scalar::U64,
    };
    match value {
        Value::Int(n) if scalar.is_float() => literal::float(n.to_f64(), scalar),
        Value::Int(n) => literal::int(*n),
        Value::Float(n) => literal::float(*n, scalar),
        Value::Bool(b) => quote!(#b),
        Value::Text(t) => quote!(#t),
        Value::Bytes(b) => literal::bytes(b),
        Value::List(values) => {
            let values = values.iter().map(|v| literal_of(v, ty));
            quote!([#(#values),*])
        }
    }
}

fn differs(ty: &WireType, value: &TokenStream, constant: &Value) -> TokenStream {
    let wanted = literal_of(constant, ty);
    match (ty, constant) {
        (WireType::Scalar(s), _) if s.is_float() => {
            let host = crate::types::host(*s);
            quote!(#value.to_bits() != #host::to_bits(#wanted))
        }
        (_, Value::Bool(true)) => quote!(!#value),
        (_, Value::Bool(false)) => quote!(#value),
        (WireType::Guid | WireType::Uuid, _) => quote!(#value.0 != #wanted),
        _ => quote!(#value != #wanted),
    }
}

fn none_of(ty: &WireType, value: &TokenStream, values: &[&Value]) -> TokenStream {
    let wanted: Vec<TokenStream> = values.iter().map(|v| literal_of(v, ty)).collect();
    match ty {
        WireType::Scalar(s) if s.is_float() => {
            let host = crate::types::host(*s);
            quote!(![#(#host::to_bits(#wanted)),*].contains(&#value.to_bits()))
        }
        WireType::Char(_) | WireType::Char16(_) => quote!(!matches!(#value.as_str(), #(#wanted)|*)),
        WireType::Guid | WireType::Uuid => quote!(![#(#wanted),*].contains(&#value.0)),
        WireType::Bytes(_) => quote!(![#(#wanted),*].contains(&#value)),
        _ => {
            let whole = |v: &&Value| if let Value::Int(n) = v { Some(*n) } else { None };
            let numbers: Vec<_> = values.iter().filter_map(whole).collect();
            if numbers.len() == values.len() {
                let pattern = literal::pattern(numbers.into_iter());
                quote!(!matches!(#value, #pattern))
            } else {
                quote!(!matches!(#value, #(#wanted)|*))
            }
        }
    }
}
