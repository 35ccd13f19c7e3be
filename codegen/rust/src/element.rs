//! Decoding and encoding one value of any type, arrays included.

use crate::checks::{self, Checked, Direction, Place};
use crate::types::{self, number};
use crate::{Context, scalar};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{ByteOrder, Encoding, Pad, Scalar, TextRules, Unknown, ValueRules, WireType};

/// A value in a struct or a union.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    pub(crate) ty: &'a WireType,
    pub(crate) order: ByteOrder,
    pub(crate) text: Option<TextRules>,
    pub(crate) truthy: bool,
    pub(crate) rules: &'a ValueRules,
    pub(crate) is_version: bool,
    pub(crate) place: Place,
    /// For unions with a tag: the tag as an expression.
    pub(crate) tag: Option<TokenStream>,
    pub(crate) index: Option<TokenStream>,
    /// Whether the value is wanted, or only whether it is right.
    pub(crate) wanted: bool,
    /// Whether the variable that holds the value to write is a reference already.
    pub(crate) by_ref: bool,
}

/// Names of the loop variables of array dimensions.
const INDEX: [&str; 6] = ["i", "j", "k", "l", "m", "n"];

fn plus(at: &TokenStream, term: &TokenStream) -> TokenStream {
    if at.to_string() == "0" { term.clone() } else { quote!(#at + #term) }
}

fn times(index: &TokenStream, factor: u64) -> TokenStream {
    let n = number(factor);
    if factor == 1 { index.clone() } else { quote!(#index * #n) }
}

impl<'a> Element<'a> {
    fn inner(&self, ty: &'a WireType, index: &TokenStream) -> Element<'a> {
        let len: u64 = ty.element().1.iter().product();
        let index = times(index, len);
        let index = self.index.as_ref().map_or(index.clone(), |outer| quote!(#outer + #index));
        Element { ty, index: Some(index), wanted: true, ..self.clone() }
    }

    /// Whether decoding can fail.
    pub(crate) fn can_fail(&self, cx: &Context<'_>) -> bool {
        let (ty, _) = self.ty.element();
        checks::any(self.rules, Direction::Decode)
            || match ty {
                WireType::Scalar(s) => s.is_bool() && !self.truthy,
                WireType::Enum(id) => cx.schema.enums[id.index()].unknown == Unknown::Reject,
                WireType::Char(_) | WireType::Char16(_) | WireType::Struct(_) | WireType::Union(_) => true,
                _ => false,
            }
    }

    /// Statements that check the bytes at `at` and put the value into `var`.
    pub(crate) fn read(&self, cx: &Context<'_>, at: &TokenStream, var: &Ident) -> TokenStream {
        self.read_nested(cx, at, var, 0)
    }

    fn read_nested(&self, cx: &Context<'_>, at: &TokenStream, var: &Ident, depth: usize) -> TokenStream {
        let wire = cx.wire;
        let WireType::Array(inner, _) = self.ty else { return self.read_one(cx, at, var) };
        let i = format_ident!("{}", INDEX[depth.min(INDEX.len() - 1)]);
        let index = quote!(#i);
        let element = self.inner(inner, &index);
        let at = plus(at, &times(&index, types::size(cx, inner)));
        let value = format_ident!("value");
        let statements = element.read_nested(cx, &at, &value, depth + 1);
        let body = crate::tail::with_result(&statements, &value);
        let is_block = body.clone().into_iter().any(|token| token.to_string() == ";");
        let body = if is_block { quote!({ #body }) } else { body };
        if !self.wanted {
            let ty = types::value(cx, self.ty, self.text);
            quote!(let _: #ty = #wire::try_array(|#i| #body)?;)
        } else if self.can_fail(cx) {
            quote!(let #var = #wire::try_array(|#i| #body)?;)
        } else if let Some(expr) = element.plain(cx, &at, depth + 1) {
            quote!(let #var = core::array::from_fn(|#i| #expr);)
        } else {
            quote!(let #var = core::array::from_fn(|#i| { #statements value });)
        }
    }

    /// The value as one expression, where nothing can be wrong with it.
    pub(crate) fn plain(&self, cx: &Context<'_>, at: &TokenStream, depth: usize) -> Option<TokenStream> {
        let wire = cx.wire;
        let bytes = quote!(bytes);
        if self.can_fail(cx) {
            return None;
        }
        Some(match self.ty {
            WireType::Scalar(s) if s.is_bool() => {
                let raw = scalar::get(cx, *s, self.order, &bytes, at);
                quote!(#raw != 0)
            }
            WireType::Scalar(s) => scalar::get(cx, *s, self.order, &bytes, at),
            WireType::Bytes(len) => {
                let len = number(*len);
                quote!(#wire::field::<#len>(bytes, #at))
            }
            WireType::Guid => quote!(#wire::Guid(#wire::field(bytes, #at))),
            WireType::Uuid => quote!(#wire::Uuid(#wire::field(bytes, #at))),
            WireType::Enum(_) | WireType::Flags(_) => {
                let (owner, repr) = self.code(cx)?;
                let raw = scalar::get(cx, repr, self.order, &bytes, at);
                quote!(#owner::from_code(#raw))
            }
            WireType::Array(inner, _) => {
                let i = format_ident!("{}", INDEX[depth.min(INDEX.len() - 1)]);
                let index = quote!(#i);
                let at = plus(at, &times(&index, types::size(cx, inner)));
                let expr = self.inner(inner, &index).plain(cx, &at, depth + 1)?;
                quote!(core::array::from_fn(|#i| #expr))
            }
            _ => return None,
        })
    }

    fn code(&self, cx: &Context<'_>) -> Option<(TokenStream, Scalar)> {
        match self.ty {
            WireType::Enum(id) => Some((cx.code_owner(cx.enum_path(*id)), cx.schema.enums[id.index()].repr)),
            WireType::Flags(id) => {
                Some((cx.code_owner(cx.flags_path(*id)), cx.schema.flags[id.index()].repr))
            }
            _ => None,
        }
    }

    fn checked(&self, value: TokenStream, got: TokenStream) -> Checked<'a> {
        let Element { ty, order, text, rules, is_version, index, .. } = self;
        Checked {
            ty,
            order: *order,
            text: *text,
            rules,
            is_version: *is_version,
            value,
            got,
            index: index.clone(),
        }
    }

    fn check(
        &self,
        cx: &Context<'_>,
        direction: Direction,
        value: TokenStream,
        got: TokenStream,
    ) -> TokenStream {
        checks::statements(cx, &self.checked(value, got), direction, &self.place)
    }

    fn read_one(&self, cx: &Context<'_>, at: &TokenStream, var: &Ident) -> TokenStream {
        let wire = cx.wire;
        let bytes = quote!(bytes);
        let place = self.place.both();
        if let Some(expr) = self.plain(cx, at, 0) {
            return quote!(let #var = #expr;);
        }
        let decode = Direction::Decode;
        match self.ty {
            WireType::Scalar(s) if s.is_bool() => {
                let raw = scalar::get(cx, *s, self.order, &bytes, at);
                let value = if self.truthy {
                    quote!(#raw != 0)
                } else {
                    let fail = checks::fail(
                        cx,
                        decode,
                        "NotBool",
                        &self.place,
                        quote!(#wire::Detail::Nothing),
                        quote!(other),
                    );
                    quote!(match #raw { 0 => false, 1 => true, other => { #fail } })
                };
                let checks = self.check(cx, decode, quote!(#var), quote!(#var));
                quote!(let #var = #value; #checks)
            }
            WireType::Scalar(s) => {
                let raw = scalar::get(cx, *s, self.order, &bytes, at);
                let size = number(s.size());
                let got = if s.is_float() {
                    quote!(#wire::Detail::bytes(#wire::part::<#size>(bytes, #at)))
                } else {
                    quote!(#var)
                };
                let checks = self.check(cx, decode, quote!(#var), got);
                quote!(let #var = #raw; #checks)
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let ty = types::value(cx, self.ty, self.text);
                let size = number(types::size(cx, self.ty));
                let rules = text_rules(cx, self.text, self.order);
                let got = quote!(#wire::Detail::bytes(#wire::part::<#size>(bytes, #at)));
                let checks = self.check(cx, decode, quote!(#var), got);
                quote! {
                    let #var: #ty = #wire::text::decode(#wire::part::<#size>(bytes, #at), #rules)
                        .map_err(|fault| fault.decode(#place))?;
                    #checks
                }
            }
            WireType::Bytes(len) => {
                let len = number(*len);
                let checks = self.check(cx, decode, quote!(#var), quote!(#wire::Detail::bytes(&#var)));
                quote!(let #var = #wire::field::<#len>(bytes, #at); #checks)
            }
            WireType::Guid | WireType::Uuid => {
                let ty = types::value(cx, self.ty, None);
                let checks = self.check(cx, decode, quote!(#var), quote!(#wire::Detail::bytes(&#var.0)));
                quote!(let #var = #ty(#wire::field(bytes, #at)); #checks)
            }
            WireType::Enum(_) | WireType::Flags(_) => {
                let Some((owner, repr)) = self.code(cx) else { return TokenStream::new() };
                let raw = scalar::get(cx, repr, self.order, &bytes, at);
                let known = self.known(cx, decode, &quote!(code));
                let checks = self.check(cx, decode, quote!(code), quote!(code));
                let value = self.wanted.then(|| quote!(let #var = #owner::from_code(code);));
                quote!(let code = #raw; #known #checks #value)
            }
            WireType::Struct(id) => {
                let def = &cx.schema.structs[id.index()];
                let size = number(def.size);
                let order = cx.order(def.endian);
                quote!(let #var = #wire::WireStruct::read(#wire::part::<#size>(bytes, #at), #order)?;)
            }
            WireType::Union(id) => {
                let def = &cx.schema.unions[id.index()];
                let size = number(def.size);
                let order = cx.order(union_order(cx, def.site.module));
                let tag = self.tag.clone().unwrap_or_else(|| quote!(0));
                let fail = self.no_member(cx, decode, &tag);
                quote! {
                    let Some(#var) = #wire::WireUnion::read(#wire::part::<#size>(bytes, #at), #tag, #order, (#place))? else {
                        #fail
                    };
                }
            }
            WireType::Array(..) | WireType::Host(_) => TokenStream::new(),
        }
    }

    /// The error of a tag that means no member of a union.
    fn no_member(&self, cx: &Context<'_>, direction: Direction, tag: &TokenStream) -> TokenStream {
        let wire = cx.wire;
        checks::fail(cx, direction, "NoMember", &self.place, quote!(#wire::Detail::Nothing), tag)
    }

    /// The check of an enum that refuses unknown codes.
    fn known(&self, cx: &Context<'_>, direction: Direction, code: &TokenStream) -> TokenStream {
        let WireType::Enum(id) = self.ty else { return TokenStream::new() };
        unknown_code(cx, *id, direction, &self.place, code)
    }

    /// Statements that check `value` (a place expression) and write its bytes at `at` of `out`.
    pub(crate) fn write(&self, cx: &Context<'_>, at: &TokenStream, value: &TokenStream) -> TokenStream {
        self.write_nested(cx, at, value, 0)
    }

    fn write_nested(
        &self,
        cx: &Context<'_>,
        at: &TokenStream,
        value: &TokenStream,
        depth: usize,
    ) -> TokenStream {
        let WireType::Array(inner, _) = self.ty else { return self.write_one(cx, at, value) };
        if let WireType::Scalar(Scalar::U8) = **inner
            && !checks::any(self.rules, Direction::Encode)
        {
            let wire = cx.wire;
            return quote!(#wire::put(out, #at, #value););
        }
        let i = format_ident!("{}", INDEX[depth.min(INDEX.len() - 1)]);
        let index = quote!(#i);
        let element = self.inner(inner, &index);
        let at = plus(at, &times(&index, types::size(cx, inner)));
        let (pattern, inner_value) = match **inner {
            WireType::Array(..) => (quote!(value), quote!(*value)),
            _ if held_by_value(inner) => (quote!(&value), quote!(value)),
            _ => (quote!(value), quote!(value)),
        };
        let element = Element { by_ref: !held_by_value(inner), ..element };
        let body = element.write_nested(cx, &at, &inner_value, depth + 1);
        let list = if self.by_ref { quote!(value.iter()) } else { quote!(#value.iter()) };
        quote!(for (#i, #pattern) in #list.enumerate() { #body })
    }

    fn write_one(&self, cx: &Context<'_>, at: &TokenStream, value: &TokenStream) -> TokenStream {
        let wire = cx.wire;
        let place = self.place.both();
        let encode = Direction::Encode;
        let reference = if self.by_ref { value.clone() } else { quote!(&#value) };
        match self.ty {
            WireType::Scalar(s) if s.is_bool() => {
                let checks = self.check(cx, encode, value.clone(), value.clone());
                let host = types::host(scalar::stored(*s));
                let put = scalar::put(cx, *s, self.order, at, &quote!(#host::from(#value)));
                quote!(#checks #put)
            }
            WireType::Scalar(s) => {
                let fits = fits(cx, *s, &self.place, value);
                let got = if s.is_float() {
                    let bytes = scalar::to_bytes(cx, *s, self.order, value);
                    quote!(#wire::Detail::bytes(&#bytes))
                } else {
                    value.clone()
                };
                let checks = self.check(cx, encode, value.clone(), got);
                let put = scalar::put(cx, *s, self.order, at, value);
                quote!(#fits #checks #put)
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let size = number(types::size(cx, self.ty));
                let rules = text_rules(cx, self.text, self.order);
                let got = quote!(#wire::Detail::bytes(#wire::part::<#size>(out, #at)));
                let checks = self.check(cx, encode, value.clone(), got);
                quote! {
                    #wire::text::encode(#reference, #wire::part_mut::<#size>(out, #at), #rules)
                        .map_err(|fault| fault.encode(#place))?;
                    #checks
                }
            }
            WireType::Bytes(_) => {
                let checks = self.check(cx, encode, value.clone(), quote!(#wire::Detail::bytes(&#value)));
                quote!(#checks #wire::put(out, #at, #value);)
            }
            WireType::Guid | WireType::Uuid => {
                let checks = self.check(cx, encode, value.clone(), quote!(#wire::Detail::bytes(&#value.0)));
                quote!(#checks #wire::put(out, #at, #value.0);)
            }
            WireType::Enum(_) | WireType::Flags(_) => {
                let Some((owner, repr)) = self.code(cx) else { return TokenStream::new() };
                let code =
                    if cx.names_types() { quote!(#value.code()) } else { quote!(#owner::code(&#value)) };
                let known = self.known(cx, encode, &quote!(code));
                let fits = fits(cx, repr, &self.place, &quote!(code));
                let checks = self.check(cx, encode, quote!(code), quote!(code));
                if known.is_empty() && fits.is_empty() && checks.is_empty() {
                    return scalar::put(cx, repr, self.order, at, &code);
                }
                let put = scalar::put(cx, repr, self.order, at, &quote!(code));
                // A type of the user's may be the wrong one: what follows then says nothing more about it.
                let host = types::host(repr);
                let ty = (!cx.names_types()).then(|| quote!(: #host));
                quote!(let code #ty = #code; #known #fits #checks #put)
            }
            WireType::Struct(id) => {
                let def = &cx.schema.structs[id.index()];
                let size = number(def.size);
                let order = cx.order(def.endian);
                quote!(#wire::WireStruct::write(#reference, #wire::part_mut::<#size>(out, #at), #order)?;)
            }
            WireType::Union(id) => {
                let def = &cx.schema.unions[id.index()];
                let size = number(def.size);
                let order = cx.order(union_order(cx, def.site.module));
                let tag = self.tag.clone().unwrap_or_else(|| quote!(0));
                let fail = self.no_member(cx, encode, &tag);
                quote! {
                    if !#wire::WireUnion::write(#reference, #wire::part_mut::<#size>(out, #at), #tag, #order, (#place))? {
                        #fail
                    }
                }
            }
            WireType::Array(..) | WireType::Host(_) => TokenStream::new(),
        }
    }
}

/// Whether a loop over values takes them out of the array; structs, unions and texts are borrowed.
pub(crate) fn held_by_value(ty: &WireType) -> bool {
    matches!(
        ty,
        WireType::Scalar(_)
            | WireType::Bytes(_)
            | WireType::Guid
            | WireType::Uuid
            | WireType::Enum(_)
            | WireType::Flags(_)
    )
}

/// The byte order that numbers in a union have: that of its file.
pub(crate) fn union_order(cx: &Context<'_>, module: rbgen_schema::ir::ModuleId) -> ByteOrder {
    cx.schema.modules[module.index()].endian
}

/// The check of an enum that refuses unknown codes.
pub(crate) fn unknown_code(
    cx: &Context<'_>,
    id: rbgen_schema::ir::EnumId,
    direction: Direction,
    place: &Place,
    code: &TokenStream,
) -> TokenStream {
    let wire = cx.wire;
    let def = &cx.schema.enums[id.index()];
    if def.unknown == Unknown::Keep {
        return TokenStream::new();
    }
    let known = crate::literal::pattern(def.values.iter().filter(|v| v.alias.is_none()).map(|v| v.code));
    let fail = checks::fail(cx, direction, "UnknownCode", place, quote!(#wire::Detail::Nothing), code);
    quote!(if !matches!(#code, #known) { #fail })
}

/// The check that a number of an odd width fits.
fn fits(cx: &Context<'_>, scalar: Scalar, place: &Place, value: &TokenStream) -> TokenStream {
    if !scalar.is_integer() || u64::from(scalar.host_bits()) == scalar.size() * 8 {
        return TokenStream::new();
    }
    let (low, high) = (crate::literal::int(scalar.min()), crate::literal::int(scalar.max()));
    let text = format!("{}..{}", scalar.min(), scalar.max());
    let fail = checks::fail(cx, Direction::Encode, "OutOfRange", place, text, value);
    if scalar.is_signed() {
        quote!(if !(#low..=#high).contains(&#value) { #fail })
    } else {
        quote!(if #value > #high { #fail })
    }
}

/// The runtime's rules of a text field.
fn text_rules(cx: &Context<'_>, rules: Option<TextRules>, order: ByteOrder) -> TokenStream {
    let wire = cx.wire;
    let Some(TextRules { encoding, pad, terminated, replace_invalid }) = rules else {
        return TokenStream::new();
    };
    let order = cx.order(order);
    let encoding = match encoding {
        Encoding::Ascii => quote!(Ascii),
        Encoding::Utf8 => quote!(Utf8),
        Encoding::Latin1 => quote!(Latin1),
        Encoding::Utf16 => quote!(Utf16(#order)),
    };
    let space = pad == Pad::Space;
    quote! {
        #wire::text::Rules {
            encoding: #wire::text::Encoding::#encoding,
            space: #space,
            terminated: #terminated,
            replace: #replace_invalid,
        }
    }
}
