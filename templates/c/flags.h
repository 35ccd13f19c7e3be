{{ doc }}typedef {{ repr }} {{ ty }};
{% for c in macros %}
{{ c.doc }}#define {{ c.name }} {{ c.value }}
{%- endfor %}


static inline {{ format.name }}({{ format.parameters }})
{
{{ format.body }}}

