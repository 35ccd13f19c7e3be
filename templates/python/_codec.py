{{ header }}
"""What the modules of this package share."""

from __future__ import annotations
{%- for group in imports %}

{{ group }}
{%- endfor %}
{%- for part in parts %}

{{ part }}
{%- endfor %}
