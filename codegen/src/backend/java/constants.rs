//! The constants of a schema.

use super::doc::Doc;
use super::generator::Generator;
use super::names::constants_class;

impl Generator<'_> {
    /// The file of all constants.
    pub(super) fn constants(&self) -> String {
        let name = constants_class(self.schema);
        let mut code = self.code();
        Doc::new("The constants of the schema.").write(&mut code);
        self.allow_deprecated(&mut code);
        code.open(format!("public final class {name}"));
        for def in &self.schema.consts {
            Doc::schema(def.doc.as_deref(), format!("The constant {{@code {}}}.", def.name)).write(&mut code);
            let value = self.literal(&def.ty, &def.value);
            let (ty, constant) = (self.type_name(&def.ty), self.names.constant(&def.name));
            code.line(format!("public static final {ty} {constant} = {value};"));
            code.blank();
        }
        code.line(format!("private {name}() {{}}"));
        code.close();
        self.file(&code.text())
    }
}
