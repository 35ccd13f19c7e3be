"""What users do wrong with `parts.toml`, and what they are told."""

import copy
import json
import pickle

import names
from names import Bits, Bundle, EncodeError, EncodeTypeError, Free, Holder, HolderView, Inner, Kind, Other, Tagged


def refused(statement, expected):
    try:
        statement()
    except EncodeError as error:
        assert isinstance(error, EncodeTypeError) and isinstance(error, TypeError), repr(error)
        assert error.kind == "wrong-type" and str(error) == expected, str(error)
    else:
        raise SystemExit(f"accepted: {expected}")


def create(text=b"", inners=(), tail=b"", **header):
    return lambda: Bundle.create(text, inners, tail, part=Tagged("kind", 1), **header)


wanted = "give bytes or another contiguous buffer"
refused(create(text="abc"), f"Bundle.text: is the str 'abc'; {wanted}")
refused(create(text=5), f"Bundle.text: is the int 5; {wanted}")
refused(create(tail=None), f"Bundle.tail: is the NoneType None; {wanted}")
refused(create(inners=5), "Bundle.inners: is the int 5; give a sequence of Inner")
refused(create(inners=[Inner(), "no"]), "Bundle.inners: is the str 'no' at [1]; give Inner")
refused(create(inners=[Other(a=1)]), "Bundle.inners: is the Other Other(a=1, b=0) at [0]; give Inner")
refused(create(temperatures=3), "Holder.temperatures: is the int 3; give a sequence")
refused(create(temperatures=[1, "x"]), "Holder.temperatures: is the str 'x' at [1]; give int")
refused(create(grid=[[0.0] * 3, ["y"] * 3]), "Holder.grid: is the str 'y' at [1][0]; give float")
refused(create(enabled="no"), "Holder.enabled: is the str 'no'; give bool")
refused(create(level=1.5), "Holder.level: is the float 1.5; give int")
refused(create(inner=Other()), "Holder.inner: is the Other Other(a=0, b=0); give Inner")
refused(create(inner="four"), "Holder.inner: is the str 'four'; give Inner")
refused(
    create(free=Tagged("id", Other())), "Holder.free: is the Tagged Tagged(member='id', value=Other(a=0, b=0), rest=b''); give Free"
)
refused(Bundle("header", b"", [], b"").encode, "Bundle.header: is the str 'header'; give Holder")

values = {
    "kind": ("'x'", "Kind or int"),
    "bits": ("None", "Bits"),
    "odd": ("[]", "int"),
    "signed": ("2.5", "int"),
    "flag": ("'yes'", "bool"),
    "id": ("1", "UUID"),
    "real": ("'1'", "float"),
    "inner": ("7", "a list of Inner"),
    "single": ("'four'", "Inner"),
    "small": ("'1'", "float"),
    "uid": ("b'0'", "UUID"),
    "kinds": ("None", "a list of Kind or int"),
}
for number, member in enumerate(Tagged._rbgen_types):
    if member in values:
        text, wanted = values[member]
        value = eval(text)
        kind = type(value).__name__
        holder = Holder(tag=number, part=Tagged(member, value))
        refused(holder.encode, f"Holder.part: is the {kind} {text} at .{member}; give {wanted}")
        if hasattr(Free, member):
            make = getattr(Free, f"from_{member}")
            refused(lambda: make(value), f"Free.{member}: is the {kind} {text}; give {wanted}")
refused(Holder(tag=12, part=Tagged("raw", "abc")).encode, "Holder.part: is the str 'abc' at .raw; give bytes")
refused(
    Holder(tag=9, part=Tagged("grid", [[1, 2], [3, "4"]])).encode,
    "Holder.part: is the str '4' at .grid[1][1]; give int",
)
refused(Holder(tag="0", part=Tagged("kind", 1)).encode, "Holder.tag: is the str '0'; give int")
refused(lambda: Tagged("nope", 1), "Tagged.member: is the str 'nope'; give " + " or ".join(Tagged._rbgen_types))
refused(lambda: Tagged("kind", 1, 5), "Tagged.rest: is the int 5; give bytes or another contiguous buffer")
refused(Holder(part=None).encode, "Holder.part: is the NoneType None; give Tagged")

view = HolderView()
for name, value, wanted in [
    ("tag", "1", "int"),
    ("on", "no", "bool"),
    ("level", None, "int"),
    ("enabled", "no", "bool"),
    ("size", 1.5, "int"),
]:
    refused(
        lambda: setattr(view, name, value), f"HolderView.{name}: is the {type(value).__name__} {value!r}; give {wanted}"
    )
assert HolderView.tag.name == "tag"

holder = Holder(part=Tagged("kind", Kind.A, bytes(15)), temperatures=[1, -3], grid=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
assert holder.temperatures_physical == [1.5, -0.5]
holder.temperatures_physical = [0.0, 11.2]
assert holder.temperatures == [-2, 20]
assert holder.grid_physical == [[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]]
holder.grid_physical = ((0.0, 1.0, 2.0), (3.0, 4.0, 5.0))
assert holder.grid == [[0.0, 0.5, 1.0], [1.5, 2.0, 2.5]]
assert Holder.decode(holder.encode()) == holder
try:
    Free(b"\x63".ljust(16, b"\0")).strict
except names.DecodeError as error:
    assert (error.kind, error.got) == ("unknown-code", 0x63)
bundle = Bundle.parse(Bundle.create(b"abc", [Inner()], part=holder.part, tail=b"t"))
for value in (holder, bundle, holder.part, Free(), Bits.X | 0x80, Kind.A):
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert again == value and type(again) is type(value), value
assert Bundle.from_dict(json.loads(json.dumps(bundle.to_dict()))) == bundle
assert type(1 | Bits.X) is type(1 & Bits.X) is type(1 ^ Bits.X) is Bits
try:
    Holder.from_dict({"part": {"member": "kind", "value": "NOPE"}})
except ValueError as error:
    assert str(error) == "Kind has no value 'NOPE'"
try:
    Inner(a="x").encode()
except EncodeTypeError as error:
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.field) == (str(error), "a")
try:
    names._codec.Record()
except TypeError as error:
    assert "abstract" in str(error)
else:
    raise SystemExit("a base class was made")
