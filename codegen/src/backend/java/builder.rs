//! The builder of a struct.

use super::doc::Doc;
use super::generator::Generator;
use super::literal;
use super::members::Member;
use super::types::{Host, is_primitive};
use crate::backend::object::code::Code;
use rbgen_schema::ir::{Scalar, StructDef, WireType};

impl<'a> Generator<'a> {
    /// `builder` and `toBuilder`.
    pub(super) fn builder_methods(&self, code: &mut Code, members: &[Member<'_>]) {
        let required: Vec<String> = members
            .iter()
            .filter(|member| member.required)
            .map(|m| format!("{{@code {}}}", m.name))
            .collect();
        let mut text = Doc::new(
            "Builds a value by the names of its members; those that aren't set have their defaults.",
        );
        if !required.is_empty() {
            text = text.own(format!("These have none and must be set: {}.", required.join(", ")));
        }
        text.tag("@return", "a new builder").write(code);
        code.open("public static Builder builder()");
        code.line("return new Builder();");
        code.close();
        code.blank();
        Doc::new("Builds a value that differs from this one.")
            .tag("@return", "a new builder that has the members of this value")
            .write(code);
        code.open("public Builder toBuilder()");
        if members.is_empty() {
            code.line("return new Builder();");
        } else {
            code.line(format!("Builder {} = new Builder();", local(members)));
            for member in members {
                code.line(format!("{}.{} = {};", local(members), member.name, self.own(member, members)));
            }
            code.line(format!("return {};", local(members)));
        }
        code.close();
        code.blank();
    }

    /// A member inside `toBuilder`.
    fn own(&self, member: &Member<'_>, members: &[Member<'_>]) -> String {
        if member.name == local(members) { format!("this.{}", member.name) } else { member.name.clone() }
    }

    /// The class.
    pub(super) fn builder(
        &self,
        code: &mut Code,
        def: &StructDef,
        members: &[Member<'_>],
        name: &str,
        wide: bool,
    ) {
        code.blank();
        Doc::new(format!("Builds values of {{@link {name}}}.")).write(code);
        code.open("public static final class Builder");
        for (index, member) in members.iter().enumerate() {
            if member.required {
                code.line(format!("private {} {};", self.boxed_name(&member.ty), member.name));
            } else {
                let default = self.default(def, index);
                let is_zero = is_primitive(&member.ty) && default == self.zero(&member.ty);
                let default = if is_zero { String::new() } else { format!(" = {default}") };
                code.line(format!("private {} {}{default};", self.type_name(&member.ty), member.name));
            }
        }
        if !members.is_empty() {
            code.blank();
        }
        code.line("private Builder() {}");
        for member in members {
            code.blank();
            Doc::new(format!("Sets {{@code {}}}.", member.name))
                .tag(format!("@param {}", member.name), self.member_text(member))
                .tag("@return", "this builder")
                .write(code);
            if member.field.deprecated.is_some() {
                code.line("@Deprecated");
            }
            code.open(format!("public Builder {}({} {0})", member.name, self.type_name(&member.ty)));
            let value = if is_primitive(&member.ty) {
                member.name.clone()
            } else {
                format!("Objects.requireNonNull({0}, \"{0}\")", member.name)
            };
            code.line(format!("this.{} = {value};", member.name));
            code.line("return this;");
            code.close();
            self.physical(code, member);
        }
        code.blank();
        Doc::new("The value.").tag("@return", format!("a {{@link {name}}}")).write(code);
        code.open(format!("public {name} build()"));
        let value = |member: &Member<'_>| {
            if member.required {
                format!("Rbgen.given({}, \"{}\", \"{0}\")", member.name, def.name)
            } else {
                member.name.clone()
            }
        };
        if wide {
            code.line(format!("return new {name}(this);"));
        } else {
            let values: Vec<String> = members.iter().map(value).collect();
            code.line(format!("return new {name}({});", values.join(", ")));
        }
        code.close();
        code.close();
        if wide {
            code.blank();
            code.open(format!("private {name}(Builder rbgenBuilder)"));
            for member in members {
                let own = format!("rbgenBuilder.{}", member.name);
                let own = if member.required {
                    format!("Rbgen.given({own}, \"{}\", \"{}\")", def.name, member.name)
                } else {
                    own
                };
                code.line(format!("this.{} = {own};", member.name));
            }
            code.close();
        }
    }

    /// The setter that takes a physical value.
    fn physical(&self, code: &mut Code, member: &Member<'_>) {
        let Some((scale, number)) = member.scale().zip(member.host()) else { return };
        code.blank();
        Doc::new(format!(
            "Sets {{@code {}}} to the number that is nearest to a physical value.",
            member.name
        ))
        .tag("@param physical", "the physical value")
        .tag("@return", "this builder")
        .write(code);
        code.open(format!("public Builder {}Physical(double physical)", member.name));
        let (factor, bias) =
            (literal::float(Scalar::F64, scale.scale), literal::float(Scalar::F64, scale.bias));
        let raw = format!("(physical - {bias}) / {factor}");
        let value = match number {
            Host::Double => raw,
            Host::Float => format!("(float) ({raw})"),
            Host::Big => format!("new BigDecimal(Math.rint({raw})).toBigInteger()"),
            Host::Long if matches!(member.ty, WireType::Scalar(Scalar::U64)) => {
                format!("new BigDecimal(Math.rint({raw})).toBigInteger().longValue()")
            }
            Host::Long => format!("(long) Math.rint({raw})"),
            _ => format!("({}) Math.rint({raw})", number.name()),
        };
        code.line(format!("return {}({value});", member.name));
        code.close();
    }
}

/// A name for the builder that no member has.
fn local(members: &[Member<'_>]) -> &'static str {
    if members.iter().any(|member| member.name == "to") { "rbgenTo" } else { "to" }
}
