//! `[[message]]`: a header with its parts.

use crate::types::number;
use crate::{Context, docs, names};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{
    BitKind, ByteOrder, FieldKind, HelperKind, Length, MemberIndex, MessageDef, PartKind, Scalar, StructDef,
    WireType,
};

fn header<'a>(cx: &Context<'a>, def: &MessageDef) -> &'a StructDef {
    &cx.schema.structs[def.header.index()]
}

/// The Rust name of a header's member.
pub(crate) fn member_ident(cx: &Context<'_>, header: &StructDef, member: MemberIndex) -> Ident {
    names::member_name(cx.schema, header.site.module, &header.name, &header.members[member as usize].name)
}

/// The integer that a header's member is held in.
fn member_scalar(cx: &Context<'_>, header: &StructDef, member: MemberIndex) -> Scalar {
    let member = &header.members[member as usize];
    let field = &header.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            Scalar::of_width(item.bits.width, item.kind == BitKind::Signed)
        }
        (FieldKind::Bits(word, _), None) => *word,
        (FieldKind::Value(WireType::Scalar(scalar)), _) => *scalar,
        (FieldKind::Value(WireType::Enum(id)), _) => cx.schema.enums[id.index()].repr,
        _ => Scalar::U64,
    }
}

/// The members that `create` computes.
fn computed(def: &MessageDef) -> Vec<MemberIndex> {
    let of = |part: &rbgen_schema::ir::Part| match part.kind {
        PartKind::Bytes(Length { member, .. }) | PartKind::Records(_, member) => Some(member),
        PartKind::Rest => None,
    };
    def.parts.iter().filter_map(of).collect()
}

/// The highest number that a header's member can hold, as far as lengths go.
fn highest(cx: &Context<'_>, header: &StructDef, member: MemberIndex) -> u64 {
    let scalar = member_scalar(cx, header, member);
    let of = &header.members[member as usize];
    let bits = match (&header.fields[of.field as usize].kind, of.item) {
        (FieldKind::Bits(_, items), Some(item)) => items[item as usize].bits.width,
        _ => scalar.size() as u32 * 8,
    };
    let bits = if scalar.is_signed() { bits - 1 } else { bits };
    if bits < 64 { (1 << bits) - 1 } else { u64::MAX }
}

/// The type, `parse` and `create`.
pub(crate) fn declare(cx: &Context<'_>, def: &MessageDef) -> TokenStream {
    let wire = cx.wire;
    let module = def.site.module;
    let name = names::type_name(cx.schema, module, &def.name);
    let schema_name = &def.name;
    let head = header(cx, def);
    let header_path = cx.struct_path(def.header);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The message {}.", def.name));
    let id = def.id.as_ref().map(|id| {
        let id = crate::literal::value(cx, &id.value, &[], &WireType::Scalar(Scalar::U32));
        quote!(
            /// The message id.
            pub const ID: u32 = #id;
        )
    });
    let parts: Vec<Ident> =
        def.parts.iter().map(|part| names::member_name(cx.schema, module, &def.name, &part.name)).collect();
    let declared = def.parts.iter().zip(&parts).map(|(part, ident)| {
        let doc = docs::attribute(part.doc.as_deref(), &format!("The part {}.", part.name));
        let ty = match part.kind {
            PartKind::Bytes(_) | PartKind::Rest => quote!(&'a [u8]),
            PartKind::Records(id, _) => {
                let record = cx.struct_path(id);
                quote!(#wire::RecordSlice<'a, #record>)
            }
        };
        quote!(#doc pub #ident: #ty,)
    });
    let lifetime = (!parts.is_empty()).then(|| quote!(<'a>));
    let lifetime_arg = (!parts.is_empty()).then(|| quote!('a));
    let elided = (!parts.is_empty()).then(|| quote!(<'_>));
    let either = head.endian == ByteOrder::Either;
    let order_param = either.then(|| quote!(, order: #wire::ByteOrder));
    let order = cx.order(head.endian);
    // What follows the parts read so far.
    let following = if parts.iter().any(|part| part == "rest") { "following" } else { "rest" };
    let rest = format_ident!("{following}");
    let reads = def.parts.iter().zip(&parts).enumerate().map(|(at, (part, ident))| {
        let part_name = &part.name;
        let after = if at + 1 == parts.len() { quote!(_) } else { quote!(#rest) };
        match part.kind {
            PartKind::Rest => quote!(let #ident = #rest;),
            PartKind::Bytes(length) => {
                let stated = stated(cx, head, length);
                quote!(let (#ident, #after) = #wire::take(#rest, #stated, #schema_name, #part_name)?;)
            }
            PartKind::Records(_, member) => {
                let count = widened(cx, head, member);
                quote!(let (#ident, #after) = #wire::RecordSlice::parse(#rest, #count, #order, #schema_name, #part_name)?;)
            }
        }
    });
    let lengths = def.parts.iter().zip(&parts).filter_map(|(part, ident)| {
        let part_name = &part.name;
        let (length, each, bytes) = match part.kind {
            PartKind::Rest => return None,
            PartKind::Bytes(length) => (length, 1, quote!(self.#ident.len())),
            PartKind::Records(id, member) => {
                let size = cx.schema.structs[id.index()].size;
                (Length { member, times: 1, minus: 0 }, size, quote!(self.#ident.encoded_len()))
            }
        };
        let target = member_ident(cx, head, length.member);
        let highest = highest(cx, head, length.member);
        let unit = u128::from(length.times) * u128::from(each);
        let room = (u128::from(highest) * unit).min(u64::MAX.into()) as u64;
        let room = proc_macro2::Literal::u64_suffixed(room.saturating_sub(length.minus));
        let (times, minus) = (number(length.times), number(length.minus));
        let sum = (length.minus > 0).then(|| quote!(+ #minus));
        let (left, stated) = match length.times {
            1 => (None, quote!(stated)),
            _ => (Some(quote!(!stated.is_multiple_of(#times))), quote!(stated / #times)),
        };
        let most = number(highest);
        let over = (highest < u64::MAX).then(|| quote!(#stated > #most));
        let refused: Vec<TokenStream> = left.into_iter().chain(over).collect();
        let check = (!refused.is_empty()).then(|| {
            quote! {
                if #(#refused)||* {
                    return Err(#wire::EncodeError::new(
                        #wire::ErrorKind::PayloadLength, #schema_name, #part_name, #room, #bytes,
                    ));
                }
            }
        });
        let value = match crate::types::host_type(member_scalar(cx, head, length.member)) {
            "u64" => stated,
            host => {
                let host = format_ident!("{host}");
                let grouped = if length.times == 1 { stated } else { quote!((#stated)) };
                quote!(#grouped as #host)
            }
        };
        Some(quote! {
            let stated = self.#ident.len() as u64 #sum;
            #check
            header.#target = #value;
        })
    });
    let writes = def.parts.iter().zip(&parts).map(|(part, ident)| match part.kind {
        PartKind::Bytes(_) | PartKind::Rest => quote! {
            out[len..len + self.#ident.len()].copy_from_slice(self.#ident);
            len += self.#ident.len();
        },
        PartKind::Records(..) => quote!(len += self.#ident.encode_into(&mut out[len..], #order)?;),
    });
    let part_lengths = def.parts.iter().zip(&parts).map(|(part, ident)| match part.kind {
        PartKind::Bytes(_) | PartKind::Rest => quote!(+ self.#ident.len()),
        PartKind::Records(..) => quote!(+ self.#ident.encoded_len()),
    });
    let computes = !computed(def).is_empty();
    let header_binding = computes.then(|| {
        let copied = if head.size <= crate::structs::COPY_LIMIT { quote!() } else { quote!(.clone()) };
        quote!(let mut header = self.header #copied;)
    });
    let header_value = if computes { quote!(&header) } else { quote!(&self.header) };
    let allow = cx.allow_deprecated();
    let helpers = helpers(cx, def, head, &parts);
    let read_header = quote!(<#header_path as #wire::WireStruct>::decode_prefix_as(bytes, #order)?);
    let order_doc = either.then(|| docs::lines("\nThe header's byte order is an argument."));
    let rest_name = if parts.is_empty() { quote!(_) } else { quote!(#rest) };
    let start = quote!(#wire::WireStruct::encode_into_as(#header_value, out, #order));
    let encoded = if parts.is_empty() {
        start
    } else {
        quote! {
            let mut len = #start?;
            #(#writes)*
            Ok(len)
        }
    };
    let body = quote! {
        if out.len() < self.encoded_len() {
            return Err(#wire::EncodeError::too_short(#schema_name, self.encoded_len(), out.len()));
        }
        #header_binding
        #(#lengths)*
        #encoded
    };
    let create = if either {
        quote! {
            /// Writes the header, with every length it states, and all parts to the start of a buffer, and returns
            /// how many bytes that took.
            pub fn create_into_as(&self, out: &mut [u8], order: #wire::ByteOrder) -> Result<usize, #wire::EncodeError> {
                #body
            }
        }
    } else {
        quote!()
    };
    let message = (!either).then(|| {
        quote! {
            #allow
            impl #wire::Message for #name #elided {
                const NAME: &'static str = #schema_name;

                fn encoded_len(&self) -> usize {
                    self.encoded_len()
                }

                fn create_into(&self, out: &mut [u8]) -> Result<usize, #wire::EncodeError> {
                    #body
                }
            }
        }
    });
    quote! {
        #doc
        #[derive(Debug, Clone)]
        #allow
        pub struct #name #lifetime {
            /// The header. Creating the message computes the lengths and counts in it.
            pub header: #header_path,
            #(#declared)*
        }

        #allow
        impl #lifetime #name #lifetime {
            #id

            /// Decodes the header, then each part. Bytes after the last part are ignored.
            #order_doc
            pub fn parse(bytes: &#lifetime_arg [u8] #order_param) -> Result<#name #lifetime, #wire::DecodeError> {
                let (header, #rest_name) = #read_header;
                #(#reads)*
                Ok(#name { header, #(#parts),* })
            }

            /// Bytes of the header and all parts.
            #[must_use]
            pub fn encoded_len(&self) -> usize {
                #header_path::SIZE #(#part_lengths)*
            }

            #create

            #helpers
        }

        #message
    }
}

fn widened(cx: &Context<'_>, head: &StructDef, member: MemberIndex) -> TokenStream {
    let name = member_ident(cx, head, member);
    match member_scalar(cx, head, member) {
        Scalar::U128 => quote!(i128::try_from(header.#name).unwrap_or(i128::MAX)),
        Scalar::I128 => quote!(header.#name),
        _ => quote!(i128::from(header.#name)),
    }
}

fn stated(cx: &Context<'_>, head: &StructDef, length: Length) -> TokenStream {
    let value = widened(cx, head, length.member);
    let (times, minus) = (number(length.times), number(length.minus));
    let scaled = if length.times == 1 { value } else { quote!(#value.saturating_mul(#times)) };
    if length.minus == 0 { scaled } else { quote!(#scaled.saturating_sub(#minus)) }
}

fn helpers(cx: &Context<'_>, def: &MessageDef, head: &StructDef, parts: &[Ident]) -> TokenStream {
    let wire = cx.wire;
    let helper = |helper: &rbgen_schema::ir::Helper| {
        let name = names::ident(&names::snake(&helper.name));
        match &helper.kind {
            HelperKind::Dimensions(members) => {
                let members: Vec<Ident> = members.iter().map(|m| member_ident(cx, head, *m)).collect();
                let len = number(members.len() as u64);
                let doc = docs::lines(&format!("{} joined by `x`.", text_list(&members)));
                quote! {
                    #doc
                    #[must_use]
                    pub fn #name(&self) -> #wire::Joined<#len> {
                        #wire::Joined([#(self.header.#members.into()),*])
                    }
                }
            }
            HelperKind::Text(member, attribute) => text(cx, head, *member, *attribute, &name),
            HelperKind::SizeKb(part) => {
                let sizes = def
                    .parts
                    .iter()
                    .zip(parts)
                    .enumerate()
                    .filter(|(i, _)| part.is_none_or(|p| p as usize == *i));
                let sizes: Vec<TokenStream> = sizes
                    .map(|(_, (part, ident))| match part.kind {
                        PartKind::Records(..) => quote!(self.#ident.encoded_len()),
                        PartKind::Bytes(_) | PartKind::Rest => quote!(self.#ident.len()),
                    })
                    .collect();
                let bytes = if let [one] = &sizes[..] { one.clone() } else { quote!((#(#sizes)+*)) };
                quote! {
                    /// Bytes divided by 1024.
                    #[must_use]
                    pub fn #name(&self) -> f64 {
                        #bytes as f64 / 1024.0
                    }
                }
            }
        }
    };
    def.helpers.iter().map(helper).collect()
}

fn text_list(members: &[Ident]) -> String {
    members.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ")
}

/// A text attribute of an enum member.
fn text(
    cx: &Context<'_>,
    head: &StructDef,
    member: MemberIndex,
    attribute: u32,
    name: &Ident,
) -> TokenStream {
    let of = &head.members[member as usize];
    let field = &head.fields[of.field as usize];
    let id = match (&field.kind, of.item) {
        (FieldKind::Bits(_, items), Some(item)) => match items[item as usize].kind {
            BitKind::Enum(id) => id,
            _ => return TokenStream::new(),
        },
        (FieldKind::Value(WireType::Enum(id)), _) => *id,
        _ => return TokenStream::new(),
    };
    let def = &cx.schema.enums[id.index()];
    let Some(attribute) = def.text.get(attribute as usize) else { return TokenStream::new() };
    let getter = names::member_name(cx.schema, def.site.module, &def.name, &attribute.name);
    let member = member_ident(cx, head, member);
    let doc = docs::lines(&format!("The {} of `{member}`.", docs::escape(&attribute.name)));
    quote! {
        #doc
        #[must_use]
        pub fn #name(&self) -> &'static str {
            self.header.#member.#getter()
        }
    }
}
