//! How much of a struct the data has, and in which byte order it is.

use super::decode::Source;
use super::lower::{Lower, Work, item_type, order, place};
use super::rules::number;
use super::steps::{At, Failure, Function, Kind, Label, Order, Place, Shown, Step, Test, Ty, Value};
use rbgen_schema::Int;
use rbgen_schema::ir::{Evolution, FieldKind, Role, Scalar, StructDef, Unknown, WireType};

impl Lower<'_> {
    /// For a struct that grows: how many bytes the data means, all of which are there. Throws `too-short`. Needs
    /// the parameter `available`; answers a number.
    pub(crate) fn extent(self, def: &StructDef) -> Function {
        let mut work = self.work();
        let least = def.sizes[0].size;
        let mut steps = vec![Step::If(
            fewer(Value::Available, least),
            vec![too_short(
                def,
                Shown::Text(least.to_string()),
                Shown::Number(Scalar::U64, Value::Available),
            )],
            Vec::new(),
        )];
        let (scalar, stated, below) = work.stated(&mut steps, def);
        if let Some(test) = below {
            let got = Shown::Number(scalar, stated.clone());
            let fail = too_short(def, Shown::Text(least.to_string()), got);
            steps.push(Step::If(test, vec![fail], Vec::new()));
        }
        let bytes = work.bytes(scalar, stated);
        let fail = too_short(
            def,
            Shown::Number(Scalar::U64, bytes.clone()),
            Shown::Number(Scalar::U64, Value::Available),
        );
        steps.push(Step::If(Test::Exceeds(bytes.clone(), Value::Available), vec![fail], Vec::new()));
        steps.push(Step::Return(bytes));
        work.finish(steps, Vec::new())
    }

    /// For a struct that grows: how many more bytes `decode_prefix` needs. Never throws. Needs the parameter
    /// `available`.
    pub(crate) fn needed(self, def: &StructDef) -> Function {
        let mut work = self.work();
        let least = Value::Int(Scalar::U64, Int::from(def.sizes[0].size));
        let missing =
            |wanted: Value| Step::Return(Value::Minus(Box::new(wanted), Box::new(Value::Available)));
        let nothing = || Step::Return(Value::Int(Scalar::U64, Int::ZERO));
        let fewer = fewer(Value::Available, def.sizes[0].size);
        let mut steps = vec![Step::If(fewer, vec![missing(least)], Vec::new())];
        let (scalar, stated, below) = work.stated(&mut steps, def);
        if let Some(test) = below {
            steps.push(Step::If(test, vec![nothing()], Vec::new()));
        }
        let bytes = work.bytes(scalar, stated);
        let more = Test::Exceeds(bytes.clone(), Value::Available);
        steps.push(Step::If(more, vec![missing(bytes)], Vec::new()));
        steps.push(nothing());
        work.finish(steps, Vec::new())
    }

    /// For a struct that grows by its version alone: whether a writer of an unknown version may have added more
    /// than can be known, so that `decode` takes all bytes.
    pub(crate) fn is_later(self, def: &StructDef) -> Option<Function> {
        if def.evolution != Evolution::Append || def.roles.size.is_some() {
            return None;
        }
        let mut work = self.work();
        let mut steps = Vec::new();
        let (scalar, version) = work.role(&mut steps, def, def.roles.version?, Role::Version);
        let newest = def.sizes.last().map_or(1, |size| size.version);
        let lowest = work.host(scalar).0;
        steps.push(Step::ReturnWhether(Test::NumberOutside(scalar, version, lowest, Int::from(newest))));
        Some(work.finish(steps, Vec::new()))
    }

    /// For a struct with a field of role `byte_order`: in which order that field is right. Throws the field's error, read
    /// as little-endian, where it is right in neither. All bytes of the field are there.
    pub(crate) fn find_order(self, def: &StructDef) -> Option<Function> {
        let field = &def.fields[def.roles.byte_order? as usize];
        let FieldKind::Value(ty) = &field.kind else { return None };
        let mut work = self.work();
        let scalar = work.representation(ty)?;
        let at = At { offset: field.offset, strides: Vec::new() };
        let allowed = field.rules.constant.iter().chain(&field.rules.one_of);
        let right = |n: &Int| {
            let range = field.rules.range.as_ref().filter(|range| range.on_decode);
            let within = range.is_none_or(|range| {
                number(&range.low.value).is_none_or(|low| low <= *n)
                    && number(&range.high.value).is_none_or(|high| *n <= high)
            });
            let known = match ty {
                WireType::Enum(id) => {
                    let def = &self.schema.enums[id.index()];
                    def.unknown == Unknown::Keep || def.values.iter().any(|value| value.code == *n)
                }
                _ => true,
            };
            within && known
        };
        let allowed: Vec<Int> = allowed.filter_map(|l| number(&l.value)).filter(right).collect();
        let mut steps = Vec::new();
        let [little, big] =
            [Order::Little, Order::Big].map(|order| Value::ReadNumber(scalar, order, at.clone()));
        let little = work.bind(&mut steps, None, &field.name, Ty::Number(scalar), little);
        let mut neither = Vec::new();
        let mut read = Source::field(def, field, ty);
        read.held.order = Order::Little;
        work.value(&mut neither, &read, None, None);
        let swapped = Step::If(
            Test::NumberIsNot(scalar, big, allowed.clone()),
            neither,
            vec![Step::ReturnOrder(Order::Big)],
        );
        steps.push(Step::If(Test::NumberIsNot(scalar, little, allowed), vec![swapped], Vec::new()));
        steps.push(Step::ReturnOrder(Order::Little));
        Some(work.finish(steps, Vec::new()))
    }
}

impl Work<'_> {
    /// The stated size, and the test that it isn't one; by version, the size of the version.
    fn stated(&mut self, steps: &mut Vec<Step>, def: &StructDef) -> (Scalar, Value, Option<Test>) {
        let least = def.sizes[0].size;
        if let Some(index) = def.roles.size {
            let (scalar, value) = self.role(steps, def, index, Role::Size);
            let limits = (Int::from(least), Int::from(u64::MAX));
            let test = self.outside(scalar, &value, limits, (scalar.min(), scalar.max()));
            return (scalar, value, test);
        }
        let whole = |size: u64| Value::Int(Scalar::U64, Int::from(size));
        let Some(index) = def.roles.version.filter(|_| def.sizes.len() > 1) else {
            return (Scalar::U64, whole(def.size), None);
        };
        let (scalar, version) = self.role(steps, def, index, Role::Version);
        let stated = self.var("stated", Ty::Number(Scalar::U64));
        steps.push(Step::Declare(stated));
        let mut chain = vec![Step::Set(stated, whole(def.size))];
        for pair in def.sizes.windows(2).rev() {
            let most = self.host(scalar).1;
            let older = Test::NumberOutside(scalar, version.clone(), Int::from(pair[1].version), most);
            chain = vec![Step::If(older, vec![Step::Set(stated, whole(pair[0].size))], chain)];
        }
        // The oldest is asked for first.
        steps.extend(chain);
        (Scalar::U64, Value::Var(stated), None)
    }

    /// The number of the field, or the item of it, that has a role.
    fn role(&mut self, steps: &mut Vec<Step>, def: &StructDef, index: u32, role: Role) -> (Scalar, Value) {
        let field = &def.fields[index as usize];
        let at = At { offset: field.offset, strides: Vec::new() };
        let (scalar, read, name) = match &field.kind {
            FieldKind::Bits(word, items) => {
                let word = word.unsigned();
                let read = Value::ReadNumber(word, order(field.order), at);
                match items.iter().find(|item| item.role == Some(role)) {
                    Some(item) => {
                        let scalar = self.representation(&item_type(item)).unwrap_or(Scalar::U64);
                        (scalar, Value::Unpack(word, Box::new(read), item.bits, scalar), &item.name)
                    }
                    None => (word, read, &field.name),
                }
            }
            FieldKind::Value(ty) => {
                let scalar = self.representation(ty).unwrap_or(Scalar::U64);
                (scalar, Value::ReadNumber(scalar, order(field.order), at), &field.name)
            }
            FieldKind::Reserved(_) | FieldKind::Padding => {
                (Scalar::U64, Value::Int(Scalar::U64, Int::ZERO), &field.name)
            }
        };
        (scalar, self.bind(steps, None, name, Ty::Number(scalar), read))
    }

    /// A number of bytes in the host type of `u64`.
    fn bytes(&self, scalar: Scalar, value: Value) -> Value {
        if scalar == Scalar::U64 { value } else { Value::Convert(scalar, Scalar::U64, Box::new(value)) }
    }
}

fn fewer(value: Value, than: u64) -> Test {
    Test::Exceeds(Value::Int(Scalar::U64, Int::from(than)), value)
}

fn too_short(def: &StructDef, wanted: Shown, got: Shown) -> Step {
    let place = Place { owner: place(def, "").owner, field: Label::Text(String::new()) };
    Step::Fail(Failure { kind: Kind::TooShort, place, wanted, got })
}
