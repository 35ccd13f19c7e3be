{{ header }}
{{ doc }}
package {{ package }};
