class {{ name }}(Structure):
{{ doc }}

{%- for pack in packs %}

{{ pack }}
{%- endfor %}

{{ fields }}
{%- for attribute in attributes %}

{{ attribute }}
{%- endfor %}
