"""What comes out of functions whose parameters are called as in `locals.toml`."""

from names import Cell, Head, send, send_items, send_pairs, send_timed


class Echo:
    def call_raw(self, message_id, data):
        return data


members = dict(
    max=1,
    unpack=[1, 2],
    range=3,
    cells=[[Cell(max=9)] * 2] * 2,
    left=4,
    text_bytes=5,
    text_length=6,
    len=7,
    start=8,
    found=9,
    data=10,
    item=11,
    header=12,
    rest=13,
    record=14,
    self_=15,
    truth=True,
    transport=16,
    many=17,
)
parts = (b"abcd", [Cell(min=1)], b"tail")
for response in (send(Echo(), *parts, **members), send_timed(Echo(), *parts, **members)[0]):
    for name, value in members.items():
        assert getattr(response.header, name) == value, name
    assert response.header.rows == [[7] * 3] * 2 and response.header.size == 1
    assert (response.text, response.cell, response.part_0) == parts


def without(*names):
    return {name: value for name, value in members.items() if name not in names}


responses = send_items(Echo(), *parts, items=[1, 2], **without("item"))
assert [(item, response.header.item) for item, response in responses] == [(1, 1), (2, 2)]
responses = send_pairs(Echo(), *parts, pairs=[(1, 2), (3, 4)], **without("start", "found"))
assert [(response.header.start, response.header.found) for response in responses] == [(1, 2), (3, 4)]

# Every value has lists of its own.
first, second = Head(), Head()
first.rows[0][0], first.cells[0][0].max = 1, 5
assert second.rows == [[7] * 3] * 2 and second.cells[0][0].max == 0
assert first.rows[1][0] == 7 and first.cells[0][1].max == 0
