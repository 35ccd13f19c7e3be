"""A value that is built equals the one its bytes decode to."""

from either import DecodeError, Image
from names import Free, Holder, Tagged

for tag, union in ((3, Tagged.from_odd(7)), (5, Tagged.from_flag(True, b"x")), (12, Tagged.from_raw(bytes(3)))):
    holder = Holder(tag=tag, part=union, free=Free.from_odd(1))
    assert Holder.decode(holder.encode()) == holder and Holder.from_dict(holder.to_dict()) == holder
assert Tagged.from_flag(True, b"x").rest == b"x" + bytes(14)

big = Image(kind=2, skew=3).encode("big")
for dump in (Image.dump(big), Image.dump(big, "big")):
    assert "kind = 2\n" in dump and "skew = 3" in dump
assert "kind = 2\n" in Image.dump(Image(kind=2, skew=3).encode("little"))
assert "kind = 512\n" in Image.dump(big, "little")
assert Image.dump(big[:6]).endswith("kind = 512")

try:
    Image.decode(bytes(8))
except DecodeError as error:
    assert (error.kind, error.field, error.wanted, error.got) == ("wrong-const", "skew", "-2|3", 0)
else:
    raise AssertionError("right in neither order")
