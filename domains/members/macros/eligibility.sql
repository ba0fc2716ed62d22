{#  The entity `eligibility`: one enrolment record as sent, with the demographics that came with it. #}
{% macro eligibility() -%}
    {{ return({
        'member_id': 'varchar',
        'subscriber_id': 'varchar',
        'first_name': 'varchar',
        'last_name': 'varchar',
        'gender': 'varchar',
        'race': 'varchar',
        'birth_date': 'date',
        'death_date': 'date',
        'age_band': 'varchar',
        'address': 'varchar',
        'city': 'varchar',
        'county': 'varchar',
        'state': 'varchar',
        'zip_code': 'varchar',
        'phone': 'varchar',
        'email': 'varchar',
        'language': 'varchar',
        'payer': 'varchar',
        'plan': 'varchar',
        'line_of_business': 'varchar',
        'coverage_type': 'varchar',
        'coverage_year': 'integer',
        'coverage_imputed': 'integer',
        'benefit_priority': 'integer',
        'action_code': 'varchar',
        'enrollment_start_date': 'future_date',
        'enrollment_end_date': 'end_date',
    }) }}
{%- endmacro %}

{#  A record is identified by its start, not its end: a later file that moves the end replaces the record.
    coverage_year belongs to sources that send months per year instead of dates. #}
{% macro eligibility_key() -%}
    {{ return(['member_id', 'plan', 'coverage_type', 'enrollment_start_date', 'coverage_year']) }}
{%- endmacro %}
