"""Runs rbgen before hatch builds the package."""

from __future__ import annotations

import subprocess
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RbgenBuildHook(BuildHookInterface):
    """Writes the bindings that rbgen.toml asks for."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs when a build starts."""
        subprocess.run(["rbgen", "generate"], cwd=self.root, check=True)
