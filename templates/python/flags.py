class {{ name }}(FlagSet):
{{ doc }}

    _rbgen_mask: ClassVar[int] = {{ mask }}
{{ names }}
{%- for value in values %}

{{ value }}
{%- endfor %}
{%- for number in numbers %}

{{ number }}
{%- endfor %}
{%- for assignment in assignments %}
{{ assignment }}
{%- endfor %}
