{#  Names of schemas. Every domain's generate_schema_name calls this one macro.

    dev:  products in <domain>, everything else in <domain>_internal: one file, a schema per domain.
    prod: the domain is the database, so products are in main and everything else in internal.
    `claims.claim_final` therefore names the same product in both. #}
{% macro domain_schema(custom_schema_name, node) -%}
    {%- set prod = target.name == 'prod' -%}
    {%- if custom_schema_name is none or custom_schema_name == node.package_name -%}
        {{ 'main' if prod else node.package_name }}
    {%- else -%}
        {{ custom_schema_name if prod else node.package_name ~ '_' ~ custom_schema_name }}
    {%- endif -%}
{%- endmacro %}
