{{ header }}
{{ annotations }}package {{ package }}

{{ imports }}{{ body }}
