//! Bytes to values: the fields of a struct in the order of their offsets, each with its checks.

use super::lower::{
    Lower, Work, is_younger, item_type, member_of, member_order, member_type, members_of, order, place,
};
use super::rules::Held;
use super::steps::{At, Failure, Function, Kind, Place, Shown, Step, Test, TextOf, Ty, Value, Var};
use super::tables;
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, Evolution, FieldDef, FieldKind, Policy, Role, Scalar, StructDef, TagUse, UnionDef,
    UnionId, Value as Stated, WireType,
};
use std::ops::Range;

/// A value that is decoded.
#[derive(Clone)]
pub(super) struct Source<'s> {
    pub(super) held: Held<'s>,
    pub(super) truthy: bool,
    /// What the variable is called after.
    pub(super) hint: &'s str,
    /// Whether a union's tag is read from this field.
    pub(super) is_tag: bool,
}

impl<'s> Source<'s> {
    pub(super) fn field(def: &StructDef, field: &'s FieldDef, ty: &'s WireType) -> Source<'s> {
        let held = Held::field(def, field, ty, false);
        Source { held, truthy: field.truthy, hint: &field.name, is_tag: false }
    }

    /// An element of this array.
    fn element(&self, ty: &'s WireType, at: At, constant: Option<&'s Stated>) -> Source<'s> {
        let held = Held { ty, at, constant, ..self.held.clone() };
        Source { held, truthy: self.truthy, hint: self.hint, is_tag: false }
    }
}

impl<'a> Lower<'a> {
    /// Decodes some fields of a struct, whose bytes are all there or, in a struct that grew, tested for. All fields
    /// make `decode`; a part of them a piece of it where one function would be too long for the language.
    pub(crate) fn decode(self, def: &StructDef, fields: Range<usize>) -> Function {
        let mut work = self.work();
        let (mut steps, mut found) = (Vec::new(), Vec::new());
        for index in fields {
            work.field(&mut steps, &mut found, def, index, true);
        }
        work.finish(steps, found)
    }

    /// Decodes one member, with its own checks: what a getter of a view does.
    pub(crate) fn get(self, def: &StructDef, member: usize) -> Function {
        let mut work = self.work();
        let (mut steps, mut found) = (Vec::new(), Vec::new());
        let wanted = &def.members[member];
        let index = wanted.field as usize;
        match (&def.fields[index].kind, wanted.item) {
            (FieldKind::Bits(word, items), Some(item)) => {
                let item = &items[item as usize];
                let word_value = work.word(&mut steps, def, index, *word);
                if let Some(value) = work.item(&mut steps, def, item, *word, &word_value, None) {
                    found.push((member, value));
                }
            }
            _ => work.field(&mut steps, &mut found, def, index, false),
        }
        work.finish(steps, found)
    }

    /// Decodes one element of a member that is an array, with its own checks. The first variables are the indices, one for
    /// each dimension.
    pub(crate) fn get_element(self, def: &StructDef, member: usize) -> Function {
        let mut work = self.work();
        let mut steps = Vec::new();
        let field = &def.fields[def.members[member].field as usize];
        let FieldKind::Value(ty) = &field.kind else { return work.finish(steps, Vec::new()) };
        let source = Source::field(def, field, ty);
        let (element, at) = work.element(ty, &source.held.at);
        let value = work.value(&mut steps, &source.element(element, at, None), None, None);
        work.finish(steps, vec![(member, value)])
    }

    /// Decodes a member of a union that starts where the function's data starts. Errors of a value that isn't a
    /// struct are about `place`.
    pub(crate) fn decode_member(self, union: UnionId, member: usize, place: Place) -> Function {
        let mut work = self.work();
        let member = &self.schema.unions[union.index()].members[member];
        let mut steps = Vec::new();
        let held = Held::member(member, place, false);
        let source = Source { held, truthy: false, hint: &member.name, is_tag: false };
        let value = work.value(&mut steps, &source, None, None);
        work.finish(steps, vec![(0, value)])
    }
}

impl Work<'_> {
    fn field(
        &mut self,
        steps: &mut Vec<Step>,
        found: &mut Vec<(usize, Value)>,
        def: &StructDef,
        index: usize,
        tests_extent: bool,
    ) {
        let field = &def.fields[index];
        let end = field.offset + field.size;
        if !(tests_extent && is_younger(def, field)) {
            return self.present(steps, found, def, index, &|_| None);
        }
        // Beyond the end of older data the value is its default, and nothing is checked.
        let mut declared = Vec::new();
        for member in members_of(def, index) {
            let ty = member_type(def, &def.members[member]);
            declared.push((member, self.var(&def.members[member].name, Ty::Value(ty))));
        }
        let waiting = declared.clone();
        let into = move |member: usize| waiting.iter().find(|(m, _)| *m == member).map(|(_, var)| *var);
        let (mut there, mut inner) = (Vec::new(), Vec::new());
        let known = self.tags.len();
        self.present(&mut there, &mut inner, def, index, &into);
        // What was read in there can't be used after it.
        self.tags.truncate(known);
        if there.is_empty() {
            return;
        }
        steps.extend(declared.iter().map(|(_, var)| Step::Declare(*var)));
        let absent = declared.iter().map(|(member, var)| Step::Set(*var, Value::Default(*member)));
        steps.push(Step::If(Test::Covers(end), there, absent.collect()));
        found.extend(declared.into_iter().map(|(member, var)| (member, Value::Var(var))));
    }

    fn present(
        &mut self,
        steps: &mut Vec<Step>,
        found: &mut Vec<(usize, Value)>,
        def: &StructDef,
        index: usize,
        into: &dyn Fn(usize) -> Option<Var>,
    ) {
        let field = &def.fields[index];
        let at = At { offset: field.offset, strides: Vec::new() };
        let member = member_of(def, index, None);
        match &field.kind {
            FieldKind::Padding | FieldKind::Reserved(Policy::Ignore) => {}
            FieldKind::Reserved(Policy::Preserve) => {
                if let Some(member) = member {
                    let ty = Ty::Value(WireType::Bytes(field.size));
                    let bytes = Value::ReadBytes(field.size, at);
                    found.push((member, self.bind(steps, into(member), &field.name, ty, bytes)));
                }
            }
            FieldKind::Reserved(Policy::Zero) => {
                let fail = Step::Fail(Failure {
                    kind: Kind::ReservedNotZero,
                    place: place(def, &field.name),
                    wanted: Shown::Text("0".to_owned()),
                    got: Shown::FirstSet(field.size, at.clone()),
                });
                steps.push(Step::If(Test::AnyByteSet(field.size, at), vec![fail], Vec::new()));
            }
            FieldKind::Value(ty) if field.role == Some(Role::Size) => {
                let WireType::Scalar(scalar) = ty else { return };
                if def.evolution == Evolution::Sealed {
                    let read = Value::ReadNumber(*scalar, order(field.order), at);
                    let value = self.bind(steps, None, &field.name, Ty::Number(*scalar), read);
                    self.size_is(steps, def, &field.name, *scalar, &value);
                }
            }
            FieldKind::Value(ty @ WireType::Array(..)) if member.is_none() => {
                // A constant has no member, so nothing keeps the elements.
                self.array(steps, &Source::field(def, field, ty), None);
            }
            FieldKind::Value(ty) => {
                let tag = field.tag.map(|tag| self.tag(def, field, tag));
                let is_tag = self.is_tag(def, index, None);
                let source = Source { is_tag, ..Source::field(def, field, ty) };
                let known = self.vars_len();
                let value = self.value(steps, &source, member.and_then(into), tag);
                if source.is_tag {
                    self.remember(TagUse { field: index as u32, item: None }, known, &value);
                }
                if let Some(member) = member {
                    found.push((member, value));
                }
            }
            FieldKind::Bits(word, items) => {
                let looked_at = |item: &BitItem| {
                    let kept = !matches!(item.kind, BitKind::Reserved(Policy::Ignore));
                    kept && !(item.role == Some(Role::Size) && def.evolution == Evolution::Append)
                };
                if !items.iter().any(looked_at) {
                    return;
                }
                let value = self.word(steps, def, index, *word);
                for (i, item) in items.iter().enumerate().filter(|(_, item)| looked_at(item)) {
                    let member = member_of(def, index, Some(i));
                    let tag = self
                        .is_tag(def, index, Some(i))
                        .then_some(TagUse { field: index as u32, item: Some(i as u32) });
                    let known = self.vars_len();
                    let decoded = self.item(steps, def, item, *word, &value, member.and_then(into));
                    if let (Some(tag), Some(decoded)) = (tag, &decoded) {
                        self.remember(tag, known, decoded);
                    }
                    if let (Some(member), Some(decoded)) = (member, decoded) {
                        found.push((member, decoded));
                    }
                }
            }
        }
    }

    /// The word that items are taken out of.
    fn word(&mut self, steps: &mut Vec<Step>, def: &StructDef, index: usize, word: Scalar) -> Value {
        let field = &def.fields[index];
        let at = At { offset: field.offset, strides: Vec::new() };
        let scalar = word.unsigned();
        let read = Value::ReadNumber(scalar, order(field.order), at);
        self.bind(steps, None, &field.name, Ty::Number(scalar), read)
    }

    fn size_is(&self, steps: &mut Vec<Step>, def: &StructDef, field: &str, scalar: Scalar, value: &Value) {
        let fail = Step::Fail(Failure {
            kind: Kind::WrongConst,
            place: place(def, field),
            wanted: Shown::Text(def.size.to_string()),
            got: Shown::Number(scalar, value.clone()),
        });
        let test = Test::NumberIsNot(scalar, value.clone(), vec![Int::from(def.size)]);
        steps.push(Step::If(test, vec![fail], Vec::new()));
    }

    /// Takes an item out of its word; nothing for bits without a value.
    fn item(
        &mut self,
        steps: &mut Vec<Step>,
        def: &StructDef,
        item: &BitItem,
        word: Scalar,
        value: &Value,
        into: Option<Var>,
    ) -> Option<Value> {
        let ty = item_type(item);
        let scalar = match &ty {
            WireType::Scalar(scalar) if scalar.is_bool() => Scalar::U8,
            other => self.representation(other).unwrap_or(Scalar::U64),
        };
        let number = Value::Unpack(word.unsigned(), Box::new(value.clone()), item.bits, scalar);
        let held = Held::item(def, item, &ty, false);
        if item.role == Some(Role::Size) {
            if def.evolution == Evolution::Sealed {
                let value = self.bind(steps, None, &item.name, Ty::Number(scalar), number);
                self.size_is(steps, def, &item.name, scalar, &value);
            }
            return None;
        }
        match item.kind {
            BitKind::Reserved(Policy::Ignore) => None,
            BitKind::Reserved(Policy::Zero) => {
                let value = self.bind(steps, None, &item.name, Ty::Number(scalar), number);
                let got = Shown::Number(scalar, value.clone());
                let fail = held.fail(Kind::ReservedNotZero, Shown::Text("0".to_owned()), got);
                steps.push(Step::If(
                    Test::NumberIsNot(scalar, value, vec![Int::ZERO]),
                    vec![fail],
                    Vec::new(),
                ));
                None
            }
            BitKind::Bool => {
                let set = Value::BoolOf(scalar, Box::new(number));
                let value = self.bind(steps, into, &item.name, Ty::Value(ty.clone()), set);
                self.check_bool(steps, &held, &value);
                Some(value)
            }
            BitKind::Enum(_) | BitKind::Flags(_) => {
                Some(self.coded(steps, &held, scalar, number, &item.name, into, false))
            }
            BitKind::Signed | BitKind::Unsigned | BitKind::Reserved(Policy::Preserve) => {
                let value = self.bind(steps, into, &item.name, Ty::Value(ty.clone()), number);
                self.check_number(steps, &held, scalar, &value);
                Some(value)
            }
        }
    }

    /// An enum or a flag set of its number, which is checked.
    #[allow(clippy::too_many_arguments)]
    fn coded(
        &mut self,
        steps: &mut Vec<Step>,
        held: &Held<'_>,
        scalar: Scalar,
        number: Value,
        hint: &str,
        into: Option<Var>,
        keeps_number: bool,
    ) -> Value {
        let mut checks = Vec::new();
        let var = self.var(
            &format!("{hint}_{}", if matches!(held.ty, WireType::Enum(_)) { "code" } else { "bits" }),
            Ty::Number(scalar),
        );
        let raw = Value::Var(var);
        self.check_code(&mut checks, held, scalar, &raw);
        self.check_number(&mut checks, held, scalar, &raw);
        let raw = if checks.is_empty() && !keeps_number {
            self.forget(var);
            number
        } else {
            steps.push(Step::Let(var, number));
            steps.extend(checks);
            raw
        };
        let value = match held.ty {
            WireType::Enum(id) => Value::EnumOf(*id, Box::new(raw)),
            WireType::Flags(id) => Value::FlagsOf(*id, Box::new(raw)),
            _ => raw,
        };
        self.bind(steps, into, hint, Ty::Value(held.ty.clone()), value)
    }

    /// A value of any type.
    pub(super) fn value(
        &mut self,
        steps: &mut Vec<Step>,
        source: &Source<'_>,
        into: Option<Var>,
        tag: Option<(Scalar, Value)>,
    ) -> Value {
        let held = &source.held;
        let (ty, at) = (held.ty, held.at.clone());
        let value_ty = Ty::Value(ty.clone());
        match ty {
            WireType::Array(..) => {
                let var = into.unwrap_or_else(|| self.var(source.hint, value_ty));
                self.array(steps, source, Some(var));
                Value::Var(var)
            }
            WireType::Struct(id) => {
                let order = order(self.schema.structs[id.index()].endian);
                self.bind(steps, into, source.hint, value_ty, Value::ReadStruct(*id, order, at))
            }
            WireType::Union(id) => match tag {
                Some(tag) => self.union(steps, *id, tag, held, source.hint, into),
                None => self.bind(steps, into, source.hint, value_ty, Value::ReadUnion(*id, at)),
            },
            WireType::Scalar(scalar) if scalar.is_bool() => {
                let raw = if *scalar == Scalar::Bool8 { Scalar::U8 } else { Scalar::U32 };
                let mut number = Value::ReadNumber(raw, held.order, at);
                if !source.truthy || source.is_tag {
                    number =
                        self.bind(steps, None, &format!("{}_number", source.hint), Ty::Number(raw), number);
                }
                if !source.truthy {
                    let got = Shown::Number(raw, number.clone());
                    let fail = held.fail(Kind::NotBool, Shown::Nothing, got);
                    let limits = (Int::ZERO, Int::from(1u64));
                    let test = self.outside(raw, &number, limits, (raw.min(), raw.max()));
                    steps.extend(test.map(|test| Step::If(test, vec![fail], Vec::new())));
                }
                let set = Value::BoolOf(raw, Box::new(number));
                let value = self.bind(steps, into, source.hint, value_ty, set);
                self.check_bool(steps, held, &value);
                value
            }
            WireType::Scalar(scalar) => {
                let read = Value::ReadNumber(*scalar, held.order, at);
                let value = self.bind(steps, into, source.hint, value_ty, read);
                if scalar.is_float() {
                    self.check_bytes(steps, held, &value);
                } else {
                    self.check_number(steps, held, *scalar, &value);
                }
                value
            }
            WireType::Enum(_) | WireType::Flags(_) => {
                let scalar = self.representation(ty).unwrap_or(Scalar::U64);
                let read = Value::ReadNumber(scalar, held.order, at);
                self.coded(steps, held, scalar, read, source.hint, into, source.is_tag)
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let Some(rules) = held.text else { return Value::Argument };
                let text = TextOf { ty: ty.clone(), rules, order: held.order, place: held.place.clone() };
                let value = self.bind(steps, into, source.hint, value_ty, Value::ReadText(text, at));
                self.check_bytes(steps, held, &value);
                value
            }
            WireType::Bytes(size) => {
                let value = self.bind(steps, into, source.hint, value_ty, Value::ReadBytes(*size, at));
                self.check_bytes(steps, held, &value);
                value
            }
            WireType::Guid | WireType::Uuid => {
                let read = Value::ReadUuid(*ty == WireType::Guid, at);
                let value = self.bind(steps, into, source.hint, value_ty, read);
                self.check_bytes(steps, held, &value);
                value
            }
            // Structs with such types have no codec.
            WireType::Host(_) => Value::Argument,
        }
    }

    /// The elements of an array, in the variable if something keeps them.
    fn array<'s>(&mut self, steps: &mut Vec<Step>, source: &Source<'s>, var: Option<Var>) {
        let (element, dims) = source.held.ty.element();
        if let Some(var) = var {
            steps.push(Step::NewArray(var, dims.clone()));
        }
        let constant = source.held.constant;
        let is_bool = matches!(element, WireType::Scalar(scalar) if scalar.is_bool());
        match (self.representation(element).filter(|_| !is_bool), tables::table(constant)) {
            (Some(scalar), Some(table)) => self.listed(steps, source, &dims, scalar, table),
            _ if matches!(constant, Some(Stated::List(_))) => {
                self.unrolled(steps, source, source.held.ty, source.held.at.clone(), constant);
            }
            _ => self.looped(steps, source, source.held.ty, source.held.at.clone(), var, Vec::new()),
        }
    }

    /// A loop for each dimension.
    fn looped<'s>(
        &mut self,
        steps: &mut Vec<Step>,
        source: &Source<'s>,
        ty: &'s WireType,
        mut at: At,
        array: Option<Var>,
        mut indices: Vec<Var>,
    ) {
        let WireType::Array(inner, count) = ty else {
            let value = self.value(steps, &source.element(ty, at, source.held.constant), None, None);
            if let Some(array) = array {
                self.set_element(steps, array, indices, value);
            }
            return;
        };
        let index = self.var("index", Ty::Index);
        at.strides.push((index, self.size(inner)));
        indices.push(index);
        let mut body = Vec::new();
        self.looped(&mut body, source, inner, at, array, indices);
        steps.push(Step::Loop(index, *count, body));
    }

    /// Sets an element; a value that was put into a variable only for this goes right where it belongs.
    fn set_element(&mut self, steps: &mut Vec<Step>, array: Var, indices: Vec<Var>, value: Value) {
        let direct = match (&value, steps.last()) {
            (Value::Var(var), Some(Step::Let(last, _))) => var == last,
            _ => false,
        };
        let value = match steps.pop_if(|_| direct) {
            Some(Step::Let(var, read)) => {
                self.forget(var);
                read
            }
            _ => value,
        };
        steps.push(Step::SetElement(array, indices, value));
    }

    /// Numbers that are each held to an entry of a table.
    fn listed(
        &mut self,
        steps: &mut Vec<Step>,
        source: &Source<'_>,
        dims: &[u64],
        scalar: Scalar,
        numbers: Vec<Int>,
    ) {
        let held = &source.held;
        let table = self.var(&format!("{}_wanted", source.hint), Ty::Table(scalar));
        steps.push(Step::Table(table, scalar, numbers));
        let indices = self.indices(dims);
        let number = self.var(source.hint, Ty::Number(scalar));
        let value = Value::Var(number);
        let wanted = Value::Entry(table, indices.clone());
        let at = tables::at(&held.at, &indices, scalar.size());
        let mut body = vec![Step::Let(number, Value::ReadNumber(scalar, held.order, at))];
        self.check_code(&mut body, held, scalar, &value);
        let fail = held.wrong(Shown::Number(scalar, wanted.clone()), Shown::Number(scalar, value.clone()));
        body.push(Step::If(Test::NumbersDiffer(scalar, value, wanted), fail, Vec::new()));
        steps.extend(tables::loops(&indices, dims, body));
    }

    /// Elements that have each a constant of their own, other than a number.
    fn unrolled<'s>(
        &mut self,
        steps: &mut Vec<Step>,
        source: &Source<'s>,
        ty: &'s WireType,
        at: At,
        constant: Option<&'s Stated>,
    ) {
        let WireType::Array(inner, count) = ty else {
            self.value(steps, &source.element(ty, at, constant), None, None);
            return;
        };
        let size = self.size(inner);
        for index in 0..*count {
            let own = match constant {
                Some(Stated::List(list)) => list.get(index as usize),
                other => other,
            };
            let at = At { offset: at.offset + index * size, strides: at.strides.clone() };
            self.unrolled(steps, source, inner, at, own);
        }
    }

    /// The number of a union's tag as it stands in the data, valid or not.
    fn tag(&mut self, def: &StructDef, union: &FieldDef, tag: TagUse) -> (Scalar, Value) {
        let field = &def.fields[tag.field as usize];
        let at = At { offset: field.offset, strides: Vec::new() };
        let (scalar, read) = match (&field.kind, tag.item) {
            (FieldKind::Bits(word, items), Some(item)) => {
                let item = &items[item as usize];
                let scalar = self.representation(&item_type(item)).unwrap_or(Scalar::U64);
                let word = word.unsigned();
                let value = Value::ReadNumber(word, order(field.order), at);
                (scalar, Value::Unpack(word, Box::new(value), item.bits, scalar))
            }
            (FieldKind::Value(ty), _) => {
                let scalar = self.representation(ty).unwrap_or(Scalar::U64);
                (scalar, Value::ReadNumber(scalar, order(field.order), at))
            }
            _ => (Scalar::U64, Value::Int(Scalar::U64, Int::ZERO)),
        };
        let known = self.tags.iter().find(|(known, _)| *known == tag).map(|(_, var)| Value::Var(*var));
        let number = known.unwrap_or(read);
        match def.absent_tag(union) {
            Some(absent) => {
                let end = field.offset + field.size;
                (scalar, Value::IfCovered(end, scalar, Box::new(number), absent))
            }
            None => (scalar, number),
        }
    }

    fn union(
        &mut self,
        steps: &mut Vec<Step>,
        id: UnionId,
        (scalar, tag): (Scalar, Value),
        held: &Held<'_>,
        hint: &str,
        into: Option<Var>,
    ) -> Value {
        let union = &self.schema.unions[id.index()];
        let tag = match tag {
            Value::Var(_) => tag,
            read => self.bind(steps, None, &format!("{hint}_tag"), Ty::Number(scalar), read),
        };
        let var = into.unwrap_or_else(|| self.var(hint, Ty::Value(WireType::Union(id))));
        if into.is_none() {
            steps.push(Step::Declare(var));
        }
        let read = |member: usize| {
            let order = member_order(self.schema, &union.members[member]);
            let value = Value::ReadMember(id, member, order, held.at.clone(), held.place.clone());
            vec![Step::Set(var, value)]
        };
        let got = Shown::Number(scalar, tag.clone());
        let none = vec![held.fail(Kind::NoMember, Shown::Nothing, got)];
        steps.push(select(union, scalar, tag, read, none));
        Value::Var(var)
    }

    /// Keeps the number of a tag for the unions after it, where it is in a variable.
    fn remember(&mut self, tag: TagUse, known: usize, value: &Value) {
        // Of an enum, a flag set or a boolean the first variable made is the number.
        let number = (known..self.vars_len()).map(Var).find(|var| matches!(self.ty(*var), Ty::Number(_)));
        let own = match value {
            Value::Var(var) => match self.ty(*var) {
                Ty::Value(WireType::Scalar(scalar)) if scalar.is_integer() => Some(*var),
                _ => None,
            },
            _ => None,
        };
        self.tags.extend(own.or(number).map(|var| (tag, var)));
    }
}

/// The choice of a union's member by a tag.
pub(super) fn select(
    union: &UnionDef,
    scalar: Scalar,
    tag: Value,
    each: impl Fn(usize) -> Vec<Step>,
    none: Vec<Step>,
) -> Step {
    let arms = union.members.iter().enumerate().filter(|(_, member)| !member.otherwise);
    let arms = arms.map(|(index, member)| {
        let codes = member.when.iter().filter_map(|when| super::rules::number(&when.value));
        (codes.collect::<Vec<_>>(), each(index))
    });
    let other = union.members.iter().position(|member| member.otherwise);
    Step::Select(
        scalar,
        tag,
        arms.filter(|(codes, _)| !codes.is_empty()).collect(),
        other.map_or(none, &each),
    )
}
