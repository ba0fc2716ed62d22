{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ mesh_macros.domain_schema(custom_schema_name, node) }}
{%- endmacro %}
