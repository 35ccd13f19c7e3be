{{ header }}
{{ doc }}

from __future__ import annotations
{%- for group in imports %}

{{ group }}
{%- endfor %}

{{ all }}
{{- items }}
