"""Runs rbgen before setuptools builds the package, and takes the generated packages into the wheel."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class RbgenBuildPy(build_py):
    """Writes the bindings that rbgen.toml asks for, then builds."""

    def run(self) -> None:
        """Runs when the Python files are collected."""
        root = Path(__file__).resolve().parent
        subprocess.run(["rbgen", "generate"], cwd=root, check=True)
        super().run()
        if self.editable_mode:
            return  # nothing is copied then: install generated/python/* as editable, too
        for init in root.glob("generated/python/*/src/*/__init__.py"):
            shutil.copytree(init.parent, Path(self.build_lib, init.parent.name), dirs_exist_ok=True)


setup(cmdclass={"build_py": RbgenBuildPy})
