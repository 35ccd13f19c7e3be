class {{ name }}(IntEnum):
{{ doc }}
{%- for value in values %}

{{ value }}
{%- endfor %}
{%- for attribute in attributes %}

    @property
    def {{ attribute.name }}(self) -> str:
        """The {{ attribute.name }} of this value."""
        return {{ attribute.table }}[self]

    @staticmethod
    def {{ attribute.name }}_of(code: int) -> str:
        """The {{ attribute.name }} of a code, known or not."""
        return {{ attribute.table }}.get(code, {{ attribute.fallback }})
{%- endfor %}


{{ tables }}
