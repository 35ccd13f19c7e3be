{% for c in constants -%}
{{ c.doc }}#define {{ c.name }} {{ c.value }}
{% endfor %}
{{ doc }}{{ pack }}{{ head }} {
{% for f in fields -%}
{{ f.doc }}    {{ f.text }};{{ f.note }}
{% endfor -%}
};
{{ unpack }}typedef {{ tagged }} {{ ty }};
{% for a in assertions %}
static_assert({{ a.condition }}, {{ a.message }});
{%- endfor %}{% for (model, assertions) in models %}
#ifdef {{ model }}
{%- for a in assertions %}
static_assert({{ a.condition }}, {{ a.message }});
{%- endfor %}
#endif
{%- endfor %}

