{{ header }}
"""Holds the generated classes to literal bytes: ``python -m unittest``."""

import unittest

import {{ package }}
{%- for class in classes %}


{{ class }}
{%- endfor %}


if __name__ == "__main__":
    unittest.main()
