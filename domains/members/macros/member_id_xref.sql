{#  The entity `member_id_xref`: a member's id changed from prior to current. #}
{% macro member_id_xref() -%}
    {{ return({
        'prior_member_id': 'varchar',
        'current_member_id': 'varchar',
        'effective_date': 'future_date',
    }) }}
{%- endmacro %}
