//! `rbgen man`

use super::args::{Cli, Man};
use super::report::{Stop, Ui, counted};
use clap::{Command, CommandFactory as _};
use rbgen::sync::write_file;

/// Prints the manual page, or writes those of all verbs to a folder.
pub(crate) fn run(ui: &Ui, args: &Man) -> Result<(), Stop> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.out else {
        return ui.print(&page(command)?);
    };
    let verbs = command.get_subcommands().filter(|verb| verb.get_name() != "help").cloned();
    let pages: Vec<Command> = verbs.chain([command.clone()]).collect();
    let count = pages.len();
    for command in pages {
        let path = folder.join(format!("{}.1", command.get_display_name().unwrap_or("rbgen")));
        write_file(&path, &page(command)?).map_err(|error| Stop::io(error.to_string()))?;
    }
    ui.status(&format!("{} written\n", counted(count, "page")))
}

fn page(command: Command) -> Result<String, Stop> {
    let mut text = Vec::new();
    let man = clap_mangen::Man::new(command);
    man.render(&mut text).map_err(|error| Stop::io(format!("can't render the manual page: {error}")))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
