{#  A claim line as sent. Names follow the Tuva input layer; what it lacks is added.

    adjustment_style  how the feed corrects claims (declared by the feed)
    transaction_type  whether a row is the original, an adjustment or a void, of feeds that say so (delta, debit_credit)
    natural_key       what names a claim over its versions, together with the person, where versions do not refer to each other
    header_apart      1 when what the claim says as a whole is a row of its own, see `claim_header`
    paid_level        whether paid_amount stands on the line or only header_paid_amount is known (declared by the feed)
    line_diagnosis_code  the diagnosis of this line alone, beside those of the claim
    procedure_codes   procedures of the claim with their days in one text, see `packed_procedures` #}
{% macro medical_claim_sent() -%}
    {%- set columns = {
        'claim_id': 'varchar',
        'claim_line_number': 'integer',
        'adjustment_style': ['replace', 'reverse', 'delta', 'debit_credit', 'final_action', 'final_only'],
        'paid_level': 'varchar',
        'claim_type': 'varchar',
        'original_claim_id': 'varchar',
        'frequency_code': 'varchar',
        'transaction_type': ['original', 'adjustment', 'void'],
        'natural_key': 'varchar',
        'header_apart': 'integer',
        'claim_status_code': 'varchar',
        'line_status': 'varchar',
        'denial_reason_code': 'varchar',
        'member_id': 'varchar',
        'payer': 'varchar',
        'plan': 'varchar',
        'claim_start_date': 'date',
        'claim_end_date': 'date',
        'claim_line_start_date': 'date',
        'claim_line_end_date': 'date',
        'admission_date': 'date',
        'discharge_date': 'date',
        'admit_type_code': 'varchar',
        'admit_source_code': 'varchar',
        'discharge_disposition_code': 'varchar',
        'place_of_service_code': 'varchar',
        'bill_type_code': 'varchar',
        'drg_code': 'varchar',
        'revenue_center_code': 'varchar',
        'hcpcs_code': 'varchar',
        'hcpcs_modifier_1': 'varchar',
        'hcpcs_modifier_2': 'varchar',
        'hcpcs_modifier_3': 'varchar',
        'hcpcs_modifier_4': 'varchar',
        'hcpcs_modifier_5': 'varchar',
        'service_quantity': 'decimal(18,4)',
        'billing_npi': 'varchar',
        'rendering_npi': 'varchar',
        'facility_id': 'varchar',
        'adjudication_date': 'date',
        'received_date': 'date',
        'charge_amount': 'decimal(18,2)',
        'allowed_amount': 'decimal(18,2)',
        'paid_amount': 'decimal(18,2)',
        'copay_amount': 'decimal(18,2)',
        'coinsurance_amount': 'decimal(18,2)',
        'deductible_amount': 'decimal(18,2)',
        'other_payer_amount': 'decimal(18,2)',
        'header_paid_amount': 'decimal(18,2)',
        'diagnosis_code_type': 'varchar',
        'admitting_diagnosis_code': 'varchar',
        'line_diagnosis_code': 'varchar',
        'procedure_code_type': 'varchar',
        'procedure_codes': 'varchar',
        'in_network_flag': 'integer',
    } -%}
    {%- for position in range(1, claims.diagnosis_positions() + 1) -%}
        {%- do columns.update({'diagnosis_code_' ~ position: 'varchar'}) -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}

{#  The entity `medical_claim`: the line as sent and the two keys that in_medical_claim derives.

    version_key  64-bit name of the claim version that the line belongs to: rules group and join on it
    entry_key    64-bit name of the payment, reversal or adjustment, for feeds whose rows add up; else null #}
{% macro medical_claim() -%}
    {{ return(dict(claims.medical_claim_sent(), version_key='ubigint', entry_key='ubigint')) }}
{%- endmacro %}

{#  A claim line is identified by claim and line; a payer that sends reversals or adjustments repeats both, so that there the
    entry (its kind, date and amount) belongs to the key as well: entry_key. #}
{% macro medical_claim_key() -%}
    {{ return(['claim_id', 'claim_line_number', 'entry_key']) }}
{%- endmacro %}

{#  How many diagnoses of a claim the entity has room for: as many as X12 837 and the Tuva input layer have. #}
{% macro diagnosis_positions() -%} {{ return(25) }} {%- endmacro %}

{#  The diagnosis columns of a claim: [(level, position, column), ...]; those of single lines are a column of their own. #}
{% macro diagnosis_columns() -%}
    {%- set columns = [('admitting', 1, 'admitting_diagnosis_code')] -%}
    {%- for position in range(1, claims.diagnosis_positions() + 1) -%}
        {%- do columns.append(('header', position, 'diagnosis_code_' ~ position)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}
