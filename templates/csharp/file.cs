{{ header }}
{%- if deprecated %}
#pragma warning disable CS0612, CS0618 // what the schema calls deprecated is still written and read
{%- endif %}
{%- for using in usings %}
{{ using }}
{%- endfor %}

namespace {{ namespace }};

{{ body }}
