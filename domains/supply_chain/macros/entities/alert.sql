{#  The entity `shortage`: a package on a list of drugs in short supply. package_ndc is the code as the list prints it; listing_id
    tells the rows of a list apart that name the same package. #}
{% macro shortage() -%}
    {{ return({
        'package_ndc': 'varchar',
        'listing_id': 'varchar',
        'generic_name': 'varchar',
        'company_name': 'varchar',
        'contact_info': 'varchar',
        'presentation': 'varchar',
        'therapeutic_category': 'varchar',
        'status': 'varchar',
        'availability': 'varchar',
        'related_information': 'varchar',
        'resolved_note': 'varchar',
        'shortage_reason': 'varchar',
        'initial_posting_date': 'future_date',
        'update_date': 'date',
        'status_date': 'date',
        'discontinued_date': 'date',
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
