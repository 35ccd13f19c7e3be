{{ header }}
{{ doc }}

{{ imports }}

{{ all }}
