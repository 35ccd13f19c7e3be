//! `[[call]]`: a function over a transport, with its parameters in a struct.

use crate::messages::member_ident;
use crate::structs::member_type;
use crate::{Context, docs, names};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{
    ByteOrder, FieldKind, Literal, MessageDef, MessageId, Operation, Param, ParamRole, PartKind, StructDef,
    Via, WireType,
};

struct Call<'a> {
    cx: &'a Context<'a>,
    def: &'a Operation,
    header: &'a StructDef,
    parts: &'a [rbgen_schema::ir::Part],
    names: Vec<Ident>,
}

impl Call<'_> {
    fn ty(&self, param: &Param) -> TokenStream {
        let wire = self.cx.wire;
        match param.role {
            ParamRole::Part(part) => match self.parts[part as usize].kind {
                PartKind::Bytes(_) | PartKind::Rest => quote!(&'a [u8]),
                PartKind::Records(id, _) => {
                    let record = self.cx.struct_path(id);
                    quote!(#wire::RecordSlice<'a, #record>)
                }
            },
            ParamRole::Member(member) => {
                member_type(self.cx, self.header, &self.header.members[member as usize])
            }
        }
    }

    /// The parameter for the byte order, where request or response have either.
    fn order(&self) -> Option<Ident> {
        let Via::Transport { request, response } = self.def.via;
        let takes_order = |id: MessageId| {
            let header = self.cx.schema.messages[id.index()].header;
            self.cx.schema.structs[header.index()].endian == ByteOrder::Either
        };
        (takes_order(request) || takes_order(response)).then(|| format_ident!("order"))
    }

    /// `.clone()` for a parameter that isn't `Copy`.
    fn copied(&self, param: &Param) -> Option<TokenStream> {
        let ParamRole::Member(member) = param.role else { return None };
        let field = &self.header.fields[self.header.members[member as usize].field as usize];
        let FieldKind::Value(ty) = &field.kind else { return None };
        let size = match ty.element().0 {
            WireType::Struct(id) => self.cx.schema.structs[id.index()].size,
            WireType::Union(id) => self.cx.schema.unions[id.index()].size,
            _ => return None,
        };
        (size > crate::structs::COPY_LIMIT).then(|| quote!(.clone()))
    }

    fn default(&self, param: &Param, default: &Literal) -> TokenStream {
        let ParamRole::Member(member) = param.role else { return TokenStream::new() };
        let member = &self.header.members[member as usize];
        let field = &self.header.fields[member.field as usize];
        let ty = match (&field.kind, member.item) {
            (FieldKind::Value(ty), _) => ty.clone(),
            (FieldKind::Bits(_, items), Some(item)) => bit_type(&items[item as usize]),
            _ => WireType::Bytes(field.size),
        };
        crate::literal::value(self.cx, &default.value, &default.named, &ty)
    }
}

fn bit_type(item: &rbgen_schema::ir::BitItem) -> WireType {
    use rbgen_schema::ir::{BitKind, Scalar};
    match item.kind {
        BitKind::Bool => WireType::Scalar(Scalar::Bool8),
        BitKind::Enum(id) => WireType::Enum(id),
        BitKind::Flags(id) => WireType::Flags(id),
        _ => WireType::Scalar(Scalar::U64),
    }
}

/// The parameters and the functions.
pub(crate) fn declare(cx: &Context<'_>, def: &Operation) -> TokenStream {
    let Via::Transport { request, response } = def.via;
    let (request, response) = (&cx.schema.messages[request.index()], &cx.schema.messages[response.index()]);
    let wire = cx.wire;
    let module = def.site.module;
    let names =
        def.params.iter().map(|p| names::member_name(cx.schema, module, &def.name, &p.name)).collect();
    let header = &cx.schema.structs[request.header.index()];
    let call = Call { cx, def, header, parts: &request.parts, names };
    let function = names::function_name(cx.schema, module, &def.name);
    let base = function.to_string();
    let base = base.strip_prefix("r#").unwrap_or(&base);
    let params = format_ident!("{}Params", names::pascal(base));
    let request_path =
        cx.path(request.site.module, &names::type_name(cx.schema, request.site.module, &request.name));
    let response_path =
        cx.path(response.site.module, &names::type_name(cx.schema, response.site.module, &response.name));
    let header_path = cx.struct_path(request.header);
    let takes_order =
        |message: &MessageDef| cx.schema.structs[message.header.index()].endian == ByteOrder::Either;
    let (orders_request, orders_response) = (takes_order(request), takes_order(response));
    let order = call.order();
    let order_param = order.as_ref().map(|order| quote!(#order: #wire::ByteOrder,));
    let send = if orders_request {
        quote! {
            let request = params.to_request();
            let create = |out: &mut [u8]| request.create_into_as(out, order);
            let reply = #wire::call_with(transport, #request_path::ID, request.encoded_len(), create)?;
        }
    } else {
        quote!(let reply = #wire::call(transport, #request_path::ID, &params.to_request())?;)
    };
    let order_arg = order.as_ref().map(|order| quote!(, #order));
    let response_order = orders_response.then(|| quote!(, order));
    let order_doc =
        order.as_ref().map(|_| docs::lines("\nThe byte order is that of the request and of the response."));
    let fields = def.params.iter().zip(&call.names).map(|(param, name)| {
        let ty = call.ty(param);
        let otherwise = match param.role {
            ParamRole::Part(_) => "A part of the request.",
            ParamRole::Member(_) => "A member of the request's header.",
        };
        let doc = docs::attribute(param.doc.as_deref(), otherwise);
        quote!(#doc pub #name: #ty,)
    });
    let lifetime = request.parts.first().map(|_| quote!(<'a>));
    let elided = request.parts.first().map(|_| quote!(<'_>));
    let required: Vec<(&Ident, TokenStream)> = def
        .params
        .iter()
        .zip(&call.names)
        .filter(|(p, _)| p.default.is_none())
        .map(|(p, name)| (name, call.ty(p)))
        .collect();
    // A parameter without a default has to be given, however many there are.
    let many_arguments = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let required_names = required.iter().map(|(name, _)| name);
    let given = required.iter().map(|(name, ty)| quote!(#name: #ty));
    let defaults = def.params.iter().zip(&call.names).filter_map(|(p, name)| {
        let value = call.default(p, p.default.as_ref()?);
        Some(quote!(#name: #value))
    });
    let doc = docs::attribute(def.doc.as_deref(), &format!("The call {}.", def.name));
    let params_doc = docs::lines(&format!("Parameters of [`{base}`]."));
    let members = (0..header.members.len()).map(|index| {
        let ident = member_ident(cx, header, index as u32);
        let param = def.params.iter().position(|p| p.role == ParamRole::Member(index as u32));
        let value = match param {
            Some(param) => {
                let name = &call.names[param];
                let copied = call.copied(&def.params[param]);
                quote!(self.#name #copied)
            }
            // a length or a count, which creating the message computes
            None => match &header.fields[header.members[index].field as usize].kind {
                FieldKind::Value(WireType::Enum(_)) => quote!(core::default::Default::default()),
                _ => quote!(0),
            },
        };
        quote!(#ident: #value,)
    });
    let parts = request.parts.iter().enumerate().map(|(index, part)| {
        let ident = names::member_name(cx.schema, request.site.module, &request.name, &part.name);
        let param = def.params.iter().position(|p| p.role == ParamRole::Part(index as u32));
        let name = param.map_or(&ident, |p| &call.names[p]);
        quote!(#ident: self.#name,)
    });
    let deprecated = docs::deprecated(def.deprecated.as_deref());
    let timed = format_ident!("{base}_timed");
    let timed_doc =
        docs::lines(&format!("[`{base}`] with the time it took, by a clock that is read before and after."));
    let many =
        def.many.iter().map(|many| self::many(&call, many, &function, base, &params, lifetime.is_some()));
    let allow = cx.allow_deprecated();
    quote! {
        #params_doc
        #[derive(Debug, Clone)]
        #allow
        pub struct #params #lifetime {
            #(#fields)*
        }

        #allow
        impl #lifetime #params #lifetime {
            /// The parameters with defaults for all that have one.
            #[must_use]
            #many_arguments
            pub fn new(#(#given),*) -> #params #lifetime {
                #params { #(#required_names,)* #(#defaults),* }
            }

            /// The request these parameters make.
            #[must_use]
            pub fn to_request(&self) -> #request_path #lifetime {
                #request_path {
                    header: #header_path { #(#members)* },
                    #(#parts)*
                }
            }
        }

        #doc
        ///
        /// The response is parsed once to see that it is one; parse the reply to read it.
        #order_doc
        #deprecated
        #allow
        pub fn #function<T: #wire::Transport>(
            transport: &mut T,
            params: &#params #elided,
            #order_param
        ) -> #wire::CallResult<T> {
            #send
            #response_path::parse(reply.bytes() #response_order)?;
            Ok(reply)
        }

        #timed_doc
        #deprecated
        #allow
        pub fn #timed<T: #wire::Transport, C>(
            transport: &mut T,
            params: &#params #elided,
            #order_param
            mut clock: impl core::ops::FnMut() -> C,
        ) -> #wire::CallResult<T, (#wire::Reply<T::Response>, C::Output)>
        where
            C: core::ops::Sub,
        {
            let start = clock();
            let reply = #function(transport, params #order_arg)?;
            Ok((reply, clock() - start))
        }

        #(#many)*
    }
}

/// A name beside the variables of a function that calls once for each entry.
fn apart(name: &Ident) -> Ident {
    if name == "transport" || name == "params" || name == "order" {
        names::suffixed(name, "_")
    } else {
        name.clone()
    }
}

/// A function that calls once for each entry of a list.
fn many(
    call: &Call<'_>,
    many: &rbgen_schema::ir::Many,
    function: &Ident,
    base: &str,
    params: &Ident,
    lifetime: bool,
) -> TokenStream {
    let wire = call.cx.wire;
    let name = format_ident!("{base}_{}", names::snake(&many.name));
    let list = apart(&names::ident(&names::snake(&many.name)));
    let indices: Vec<usize> = many.params.iter().map(|p| *p as usize).collect();
    let names: Vec<&Ident> = indices.iter().map(|i| &call.names[*i]).collect();
    let fields: Vec<Ident> = names.iter().map(|name| apart(name)).collect();
    let given = names
        .iter()
        .zip(&fields)
        .map(|(name, field)| if **name == *field { quote!(#name,) } else { quote!(#name: #field,) });
    let types: Vec<TokenStream> = indices.iter().map(|i| call.ty(&call.def.params[*i])).collect();
    let (entry, pattern) = match (&types[..], &fields[..]) {
        ([ty], [field]) => (quote!(#ty), quote!(#field)),
        _ => (quote!((#(#types),*)), quote!((#(#fields),*))),
    };
    let order = call.order();
    let order_param = order.as_ref().map(|order| quote!(#order: #wire::ByteOrder,));
    let order_arg = order.as_ref().map(|order| quote!(, #order));
    let (entry_out, each) = match &fields[..] {
        [field] => (
            quote!(, (#entry, #wire::Reply<T::Response>)),
            quote!(Ok((#field, #function(transport, &params #order_arg)?))),
        ),
        _ => (TokenStream::new(), quote!(#function(transport, &params #order_arg))),
    };
    let doc = docs::lines(&format!(
        "[`{base}`] for each entry in place of `{}`, called when the iterator comes to it.\n\nAn error is the answer for its entry alone.",
        names.iter().map(ToString::to_string).collect::<Vec<_>>().join("`, `")
    ));
    let generics = if lifetime { quote!(<'a, T: #wire::Transport>) } else { quote!(<T: #wire::Transport>) };
    let lifetime_args = lifetime.then(|| quote!(<'a>));
    let allow = call.cx.allow_deprecated();
    // Where an entry gives all parameters, none is taken from those given.
    let (others_name, others) = if fields.len() == call.def.params.len() {
        (format_ident!("_params"), None)
    } else {
        (format_ident!("params"), Some(quote!(..params.clone())))
    };
    quote! {
        #doc
        #allow
        pub fn #name #generics(
            transport: &mut T,
            #others_name: &#params #lifetime_args,
            #order_param
            #list: impl core::iter::IntoIterator<Item = #entry>,
        ) -> impl core::iter::Iterator<Item = #wire::CallResult<T #entry_out>> {
            #list.into_iter().map(move |#pattern| {
                let params = #params { #(#given)* #others };
                #each
            })
        }
    }
}
