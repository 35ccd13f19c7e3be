{{ header }}

namespace {{ namespace }};

/// <summary>What is wrong with bytes, or with a value that should become bytes.</summary>
public enum ErrorKind
{
{%- for kind in kinds %}
    /// <summary>{{ kind.doc }}</summary>
    {{ kind.name }},
{%- if !loop.last %}
{% endif %}
{%- endfor %}
}
