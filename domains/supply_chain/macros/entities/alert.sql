{#  The entity `shortage`: a package on the list of drugs in short supply. #}
{% macro shortage() -%}
    {{ return({
        'package_ndc': 'varchar',
        'generic_name': 'varchar',
        'status': 'varchar',
        'availability': 'varchar',
        'shortage_reason': 'varchar',
        'initial_posting_date': 'date',
        'update_date': 'date',
    }) }}
{%- endmacro %}

{#  The entity `recall`: a lot that is called back. #}
{% macro recall() -%}
    {{ return({
        'recall_id': 'varchar',
        'item_id': 'varchar',
        'lot': 'code',
        'recall_class': 'varchar',
        'reason': 'varchar',
        'initiated_date': 'date',
    }) }}
{%- endmacro %}
