"""Runs rbgen before setuptools builds the package."""

from __future__ import annotations

import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class RbgenBuildPy(build_py):
    """Writes the bindings that rbgen.toml asks for, then builds."""

    def run(self) -> None:
        """Runs when the Python files are collected."""
        subprocess.run(["rbgen", "generate"], cwd=Path(__file__).resolve().parent, check=True)
        super().run()


setup(cmdclass={"build_py": RbgenBuildPy})
