//! Calls, resolved to parameters in order.

use super::{Literal, MemberIndex, MessageId, Site};

/// A resolved call: everything a backend needs to write the function, so that none derives a parameter list.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// How it is carried out.
    pub via: Via,
    /// Parameters in order: payload parts first, then header members without a default, then those with one.
    pub params: Vec<Param>,
    /// Variants that call once for each of a list.
    pub many: Vec<Many>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// How an operation is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// `call_raw(id, request bytes) -> response bytes` over a transport. The request has an id.
    Transport {
        /// The message sent.
        request: MessageId,
        /// The message that comes back.
        response: MessageId,
    },
}

/// One parameter of an operation.
#[derive(Debug, Clone)]
pub struct Param {
    /// The name, after `rename`.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Where its value goes.
    pub role: ParamRole,
    /// What it is when not given: from `defaults` of the call, else the member's own default.
    pub default: Option<Literal>,
}

/// Where the value of a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamRole {
    /// A part of the request's payload.
    Part(u32),
    /// A member of the request's header. Members that a length or count is computed for are never parameters.
    Member(MemberIndex),
}

/// A variant of an operation that calls once for each entry of a list.
#[derive(Debug, Clone)]
pub struct Many {
    /// The name of the list, for example `sizes`; the helper is `<operation>_<name>`.
    pub name: String,
    /// Indices into [`Operation::params`] that each entry gives, in order. One gives a plain list and answers pairs of
    /// entry and response; several give a list of tuples and answer a list of responses.
    pub params: Vec<u32>,
}
