{{ doc }}typedef {{ repr }} {{ ty }};
{% if !enumerators.is_empty() %}
enum {
{% for c in enumerators -%}
{{ c.doc }}    {{ c.name }} = {{ c.value }}{% if !loop.last %},{% endif %}
{% endfor -%}
};
{% endif %}{% for c in macros %}
{{ c.doc }}#define {{ c.name }} {{ c.value }}
{%- endfor %}

/** Whether a code is one of those above. */
static inline bool {{ stem }}_is_known({{ ty }} code)
{
    switch (code) {
{% for c in names %}    case {{ c.name }}:
{% endfor %}        return true;
    default:
        return false;
    }
}

/** The name of a code in the schema, "" for an unknown one. */
static inline const char *{{ stem }}_name({{ ty }} code)
{
    switch (code) {
{% for c in names %}    case {{ c.name }}: return {{ c.value }};
{% endfor %}    default: return "";
    }
}
{% for t in texts %}
{{ t.about }}static inline const char *{{ t.function }}({{ ty }} code)
{
    switch (code) {
{% for c in t.cases %}    case {{ c.name }}: return {{ c.value }};
{% endfor %}    default: return {{ t.fallback }};
    }
}
{% endfor %}

static inline {{ format.name }}({{ format.parameters }})
{
{{ format.body }}}

