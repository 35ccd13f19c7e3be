{{ formats }}


class {{ name }}({{ base }}):
{{ doc }}

{{ slots }}
{%- for attribute in attributes %}

{{ attribute }}
{%- endfor %}

    SIZE: ClassVar[int] = {{ size }}
    ALIGN: ClassVar[int] = {{ align }}
    LAYOUT_HASH: ClassVar[int] = {{ hash }}
{{ layout }}
{%- for method in methods %}

{{ method }}
{%- endfor %}
