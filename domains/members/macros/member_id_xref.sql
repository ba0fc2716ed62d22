{#  The entity `member_id_xref`: a member's id changed from prior to current. A row with action_code void says that it did not. #}
{% macro member_id_xref() -%}
    {{ return({
        'prior_member_id': 'varchar',
        'current_member_id': 'varchar',
        'effective_date': 'future_date',
        'action_code': 'varchar',
    }) }}
{%- endmacro %}
