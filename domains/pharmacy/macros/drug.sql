{#  The entity `drug`: one package of the drug reference. #}
{% macro drug() -%}
    {{ return({
        'ndc': 'ndc11',
        'product_name': 'varchar',
        'ingredients': 'varchar',
        'strength_number': 'decimal(18,4)',
        'strength_unit': 'varchar',
        'dosage_form': 'varchar',
        'route': 'varchar',
        'labeler': 'varchar',
        'package_quantity': 'decimal(18,4)',
        'package_unit': 'varchar',
        'brand_flag': 'varchar',
        'marketing_start_date': 'future_date',
        'marketing_end_date': 'end_date',
    }) }}
{%- endmacro %}
