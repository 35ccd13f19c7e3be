#: Makes a value without calling ``__init__``: decoding sets every attribute itself.
new = object.__new__
