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

{#  The entity `recall`: a lot that is called back, of an item or of a package; without a lot every lot is. A notice in free text names
    packages and lots or does not; its text is kept. #}
{% macro recall() -%}
    {{ return({
        'recall_id': 'varchar',
        'item_id': 'varchar',
        'package_ndc': 'varchar',
        'lot': 'code',
        'recall_class': 'varchar',
        'reason': 'varchar',
        'initiated_date': 'date',
        'report_date': 'date',
        'status': 'varchar',
        'product_type': 'varchar',
        'product_description': 'varchar',
        'code_info': 'varchar',
        'product_quantity': 'varchar',
        'recalling_firm': 'varchar',
        'distribution_pattern': 'varchar',
    }) }}
{%- endmacro %}
