#: A ``float`` that has four bytes on the wire.
Float32 = Annotated[float, "f32"]
#: A ``UUID`` whose first three groups are little-endian on the wire.
Guid = Annotated[UUID, "guid"]
