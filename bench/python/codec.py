"""Python decoders of the 24-byte request header, interleaved; every row returns the same information."""

from __future__ import annotations

import struct
import sys
import timeit
from collections import namedtuple
from ctypes import Structure, c_uint8, c_uint32
from enum import IntEnum

import construct
import thumbnail


class OutputFormat(IntEnum):
    JPEG = 0
    PNG = 1
    WEBP = 2


class ByCtypes(Structure):
    _pack_ = 1
    _fields_ = [
        ("version", c_uint8),
        ("reserved", c_uint8 * 3),
        ("target_width", c_uint32),
        ("target_height", c_uint32),
        ("output_format", c_uint32),
        ("quality", c_uint32),
        ("payload_size", c_uint32),
    ]


Header = namedtuple("Header", "target_width target_height output_format quality payload_size")


def by_ctypes(data: bytes) -> Header:
    """The way tutorials do it: copy, check, read every field, make the enum."""
    if len(data) != 24:
        raise ValueError(f"too short: {len(data)}")
    h = ByCtypes.from_buffer_copy(data)
    if h.version != 1:
        raise ValueError(f"unsupported version: {h.version}")
    return Header(
        h.target_width, h.target_height, OutputFormat(h.output_format), h.quality, h.payload_size
    )


FORMAT = struct.Struct("<B3xIIIII")


def by_struct(data: bytes) -> Header:
    """struct with the same checks."""
    if len(data) != 24:
        raise ValueError(f"too short: {len(data)}")
    version, width, height, code, quality, size = FORMAT.unpack(data)
    if version != 1:
        raise ValueError(f"unsupported version: {version}")
    return Header(width, height, OutputFormat(code), quality, size)


CONSTRUCT = construct.Struct(
    "version" / construct.Const(1, construct.Int8ul),
    "reserved" / construct.Padding(3),
    "target_width" / construct.Int32ul,
    "target_height" / construct.Int32ul,
    "output_format" / construct.Enum(construct.Int32ul, OutputFormat),
    "quality" / construct.Int32ul,
    "payload_size" / construct.Int32ul,
)


def main() -> None:
    data = bytes([1, 0, 0, 0]) + struct.pack("<5I", 100, 75, 1, 85, 4096)
    rows = {
        "ctypes by hand": by_ctypes,
        "struct by hand": by_struct,
        "construct": CONSTRUCT.parse,
        "rbgen": thumbnail.ThumbnailRequestHeader.decode,
    }
    for name, decode in rows.items():
        got = decode(data)
        fields = (
            got.target_width,
            got.target_height,
            int(got.output_format),
            got.quality,
            got.payload_size,
        )
        if fields != (100, 75, 1, 85, 4096):
            sys.exit(f"{name} reads {fields}")
    best = dict.fromkeys(rows, float("inf"))
    for _ in range(15):
        for name, decode in rows.items():
            number = 2_000 if name == "construct" else 50_000
            timer = timeit.Timer(lambda decode=decode: decode(data))
            best[name] = min(best[name], timer.timeit(number) / number * 1e9)
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"CPython {version}, decode the 24-byte request header, best of 15 interleaved runs\n")
    print("| row | ns | ratio to ctypes by hand |")
    print("|---|---|---|")
    for name, ns in best.items():
        print(f"| {name} | {ns:.0f} | {ns / best['ctypes by hand']:.2f} |")


if __name__ == "__main__":
    main()
