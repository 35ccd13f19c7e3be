ByteOrder = Literal["little", "big"]
