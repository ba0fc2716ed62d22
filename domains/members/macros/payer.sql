{#  The entity `payer`: who pays, as sources that refer to payers by an id name them. #}
{% macro payer() -%}
    {{ return({
        'payer_id': 'varchar',
        'payer_name': 'varchar',
    }) }}
{%- endmacro %}
