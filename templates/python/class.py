class {{ name }}({{ base }}):
{{ doc }}

{{ slots }}
{%- for attribute in attributes %}

{{ attribute }}
{%- endfor %}
{%- for method in methods %}

{{ method }}
{%- endfor %}
