"""Runs rbgen before hatch builds the package, and takes the generated packages into the wheel."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RbgenBuildHook(BuildHookInterface):
    """Writes the bindings that rbgen.toml asks for."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs when a build starts."""
        subprocess.run(["rbgen", "generate"], cwd=self.root, check=True)
        if self.target_name != "wheel":
            return
        for init in Path(self.root).glob("generated/python/*/src/*/__init__.py"):
            for key in ("force_include", "force_include_editable"):
                build_data[key][str(init.parent)] = init.parent.name
