"""Answers the lines of docs/semantics.md with a generated package.

Usage: python driver.py PACKAGE < lines > answers

The package is looked at as a user would: by the annotations of its classes.
"""

from __future__ import annotations

import importlib
import inspect
import re
import struct
import sys
import typing
from typing import Any
from uuid import UUID

TOKEN = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


class Driver:
    """One package and what can be asked of it."""

    def __init__(self, package: str) -> None:
        self.package = importlib.import_module(package)
        self.errors = (self.package.DecodeError, self.package.EncodeError)

    def answer(self, line: str) -> str:
        """The answer to one line."""
        ident, verb, name, order, *rest = line.split("\t")
        try:
            fields = getattr(self, verb)(self.find(name), order, rest)
        except self.errors as error:
            fields = ["err", error.kind, error.struct, error.field]
            fields += [shown(error.wanted), shown(error.got)]
        return "\t".join([ident, *fields])

    def find(self, name: str) -> Any:
        """The class of this name in the schema."""
        found = getattr(self.package, name, None)
        return found if inspect.isclass(found) else getattr(self.package, name + "_")

    def decode(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        value = cls.decode(bytes.fromhex(rest[0]), *given(cls.decode, order))
        return ["ok", self.again(value, order), *values(value)]

    def again(self, value: Any, order: str) -> str:
        """The bytes a decoded value encodes to, or why it has none."""
        try:
            return value.encode(*needed_order(value.encode, order)).hex()
        except self.errors as error:
            return "!" + error.kind

    def prefix(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        data = bytes.fromhex(rest[0])
        value, after = cls.decode_prefix(data, *given(cls.decode_prefix, order))
        return ["ok", bytes(after).hex(), *values(value)]

    def encode(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        value = build(cls, tree(rest))
        return ["ok", value.encode(*needed_order(value.encode, order)).hex()]

    def needed(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        data = bytes.fromhex(rest[0])
        return ["ok", str(cls.bytes_needed(data, *given(cls.bytes_needed, order)))]

    def iter(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        data = bytes.fromhex(rest[0])
        return ["ok", str(len(list(cls.iter_from(data, *given(cls.iter_from, order)))))]

    def parse(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        message = cls.parse(bytes.fromhex(rest[0]), *given(cls.parse, order))
        found = [pair for pair in values(message) if not pair.startswith("trailing=")]
        return ["ok", self.again(message, order), *found]

    def create(self, cls: Any, order: str, rest: list[str]) -> list[str]:
        node, types = tree(rest), hints(cls)
        made = {}
        for attribute in cls._rbgen_members:
            hint, path = types[attribute], schema_name(cls, attribute)
            is_list = typing.get_origin(hint) is list
            if attribute != "trailing":
                made[attribute] = make(hint, node.get(path, {}) if is_list else node[path])
        message = cls(**made)
        return ["ok", message.encode(*needed_order(message.encode, order)).hex()]


def given(method: Any, order: str) -> list[str]:
    """The byte order as an argument, where one was given and the method takes it."""
    takes = "order" in inspect.signature(method).parameters
    return [order] if takes and order != "-" else []


def needed_order(method: Any, order: str) -> list[str]:
    """The byte order for encoding, which always needs one where it takes one."""
    takes = "order" in inspect.signature(method).parameters
    return [order if order != "-" else "little"] if takes else []


def shown(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return str(int(value)) if isinstance(value, int) else str(value)


def hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


def schema_name(cls: Any, attribute: str) -> str:
    return getattr(cls, "_rbgen_renamed", {}).get(attribute, attribute)


def values(value: Any, prefix: str = "") -> list[str]:
    """The ``path=value`` pairs of a struct or message, in the order of its members."""
    out: list[str] = []
    types = hints(type(value))
    for attribute in value._rbgen_members:
        path = prefix + schema_name(type(value), attribute)
        out += pairs(path, getattr(value, attribute), types[attribute])
    return out


def pairs(path: str, value: Any, hint: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        inner = typing.get_args(hint)[0]
        return [
            pair
            for i, item in enumerate(value)
            for pair in pairs(f"{path}[{i}]", item, inner)
        ]
    if hasattr(value, "_rbgen_tags"):
        name = value.member
        hint = member_hint(type(value), name)
        out = [f"{path}.@member={name}", *pairs(f"{path}.{name}", value.value, hint)]
        return out + ([f"{path}.@rest={value.rest.hex()}"] if value.rest else [])
    if hasattr(value, "wire_bytes"):
        return [f"{path}={value.wire_bytes.hex()}"]
    if hasattr(value, "_rbgen_members"):
        return values(value, path + ".")
    return [f"{path}={leaf(value, hint)}"]


def marks(hint: Any) -> tuple[Any, ...]:
    return getattr(hint, "__metadata__", ())


def leaf(value: Any, hint: Any) -> str:
    if isinstance(value, float):
        return struct.pack(">f" if "f32" in marks(hint) else ">d", value).hex()
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").hex()
    if isinstance(value, UUID):
        return (value.bytes_le if "guid" in marks(hint) else value.bytes).hex()
    return shown(value)


def member_hint(cls: Any, member: str) -> Any:
    """The type of a union's member."""
    return cls._rbgen_types[member]


def tree(columns: list[str]) -> dict[Any, Any]:
    """Nested dictionaries of ``path=value`` pairs; indices are whole numbers."""
    root: dict[Any, Any] = {}
    for column in columns:
        path, _, text = column.partition("=")
        keys = [
            int(index) if index else name for index, name in TOKEN.findall(path)
        ]
        node = root
        for key in keys[:-1]:
            node = node.setdefault(key, {})
        node[keys[-1]] = text
    return root


def build(cls: Any, node: dict[Any, Any]) -> Any:
    """A struct from the tree of its members."""
    types = hints(cls)
    return cls(
        **{
            attribute: make(types[attribute], node[schema_name(cls, attribute)])
            for attribute in cls._rbgen_members
            if schema_name(cls, attribute) in node
        }
    )


def make(hint: Any, node: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is list:
        inner = typing.get_args(hint)[0]
        return [make(inner, node[i]) for i in range(len(node))]
    if origin is typing.Union:  # an open enum
        return int(node)
    if "f32" in marks(hint):
        return struct.unpack(">f", bytes.fromhex(node))[0]
    if "guid" in marks(hint):
        return UUID(bytes_le=bytes.fromhex(node))
    if hint is float:
        return struct.unpack(">d", bytes.fromhex(node))[0]
    if hint is bool:
        return node != "0"
    if hint is str:
        return bytes.fromhex(node).decode("utf-8", "surrogatepass")
    if hint is bytes:
        return bytes.fromhex(node)
    if hint is UUID:
        return UUID(bytes=bytes.fromhex(node))
    if hasattr(hint, "_rbgen_tags"):
        name = node["@member"]
        value = make(member_hint(hint, name), node.get(name, {}))
        return hint(name, value, bytes.fromhex(node.get("@rest", "")))
    if getattr(hint, "_rbgen_members", None) == ("wire_bytes",):
        return hint(bytes.fromhex(node))
    if hasattr(hint, "_rbgen_members"):
        return build(hint, node)
    if hasattr(hint, "__members__"):  # a closed enum: any number may be tried
        return int(node)
    return hint(int(node))


def main() -> None:
    driver = Driver(sys.argv[1])
    for line in sys.stdin:
        if line.strip():
            print(driver.answer(line.rstrip("\n")), flush=True)


if __name__ == "__main__":
    main()
