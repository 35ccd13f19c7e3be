{{ before }}{{ doc }}typedef struct {{ ty }} {
{% for f in fields -%}
{{ f.doc }}    {{ f.text }};{{ f.note }}
{% endfor -%}
} {{ ty }};
{% for f in functions %}
{{ f.doc }}static inline {{ f.name }}({{ f.parameters }})
{
{{ f.body }}}
{% endfor %}{% for g in groups %}
{{ g.open }}
{%- for f in g.functions %}
{{ f.doc }}static inline {{ f.name }}({{ f.parameters }})
{
{{ f.body }}}
{% endfor %}{{ g.close }}
{% endfor %}
