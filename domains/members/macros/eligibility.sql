{#  The entity `eligibility`: one enrolment record as sent, with the demographics that came with it. #}
{% macro eligibility() -%}
    {{ return({
        'member_id': 'varchar',
        'record_key': 'varchar',
        'subscriber_id': 'varchar',
        'subscriber_relation': 'varchar',
        'first_name': 'varchar',
        'middle_name': 'varchar',
        'last_name': 'varchar',
        'name_suffix': 'varchar',
        'gender': 'varchar',
        'race': 'varchar',
        'ethnicity': 'varchar',
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
        'group_id': 'varchar',
        'group_name': 'varchar',
        'medicare_status_code': 'varchar',
        'entitlement_reason_code': 'varchar',
        'dual_status_code': 'varchar',
        'coverage_type': 'varchar',
        'coverage_year': 'integer',
        'coverage_imputed': 'integer',
        'benefit_priority': 'integer',
        'action_code': 'varchar',
        'enrollment_start_date': 'future_date',
        'enrollment_end_date': 'end_date',
    }) }}
{%- endmacro %}

{#  What tells a member's records apart: what the source itself says (record_key), else the start, not the end: a later file that
    moves the end replaces the record. coverage_year belongs to sources that send months per year instead of dates. #}
{% macro eligibility_record_key() -%}
    coalesce(record_key, {{ mesh_macros.joined_text([
        'plan',
        'coverage_type',
        'coalesce(cast(' ~ mesh_macros.try_date('enrollment_start_date') ~ ' as varchar), enrollment_start_date)',
        'coverage_year',
    ]) }})
{%- endmacro %}
