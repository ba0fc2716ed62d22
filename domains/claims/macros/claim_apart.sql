{#  Entities of sources that send a claim in several files: what the claim says as a whole, its dates, its codes, and what is told
    about its lines beside the lines. The rule-free model int_claim_apart puts them together. #}

{#  The entity `claim_header`. A claim may have several parts, each from a file of its own; a column that a part does not have is
    null in it. Names as in `medical_claim`.

    header_part   claim (the part that every claim has), institutional or professional
    date_key      which row of `claim_date` holds more dates of the claim; one row may serve several claims
    final_action, latest, settled  of feeds that mark the version that stands (R-CLM-18) #}
{% macro claim_header() -%}
    {{ return({
        'claim_id': 'varchar',
        'header_part': ['claim', 'institutional', 'professional'],
        'adjustment_style': ['debit_credit', 'final_action'],
        'transaction_type': ['original', 'adjustment', 'void'],
        'natural_key': 'varchar',
        'date_key': 'varchar',
        'final_action': ['Y', 'N'],
        'latest': ['Y', 'N'],
        'settled': 'integer',
        'claim_type': ['professional', 'institutional', 'pharmacy'],
        'claim_status_code': 'varchar',
        'denial_reason_code': 'varchar',
        'member_id': 'varchar',
        'payer': 'varchar',
        'plan': 'varchar',
        'claim_start_date': 'date',
        'claim_end_date': 'date',
        'admission_date': 'date',
        'discharge_date': 'date',
        'admit_type_code': 'varchar',
        'admit_source_code': 'varchar',
        'discharge_disposition_code': 'varchar',
        'bill_type_code': 'varchar',
        'drg_code': 'varchar',
        'billing_npi': 'varchar',
        'rendering_npi': 'varchar',
        'facility_id': 'varchar',
        'adjudication_date': 'date',
        'received_date': 'date',
        'charge_amount': 'decimal(18,2)',
        'coinsurance_amount': 'decimal(18,2)',
        'deductible_amount': 'decimal(18,2)',
        'header_paid_amount': 'decimal(18,2)',
        'diagnosis_code_type': 'varchar',
        'diagnosis_code_1': 'varchar',
        'admitting_diagnosis_code': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `claim_date`: dates that several claims share. #}
{% macro claim_date() -%}
    {{ return({
        'date_key': 'varchar',
        'admission_date': 'date',
        'discharge_date': 'date',
        'adjudication_date': 'date',
    }) }}
{%- endmacro %}

{#  The entity `claim_line_part`: what another file says of a claim line. #}
{% macro claim_line_part() -%}
    {{ return({
        'claim_id': 'varchar',
        'claim_line_number': 'integer',
        'line_part': ['institutional', 'professional'],
        'processing_indicator': 'varchar',
        'service_date': 'date',
        'other_payer_amount': 'decimal(18,2)',
    }) }}
{%- endmacro %}

{#  The entity `claim_code`: a diagnosis or procedure of a claim.

    code_level  header, principal, admitting, external, external_first, reason (why the patient came) or procedure #}
{% macro claim_code() -%}
    {{ return({
        'claim_id': 'varchar',
        'code_level': ['header', 'principal', 'admitting', 'external', 'external_first', 'reason', 'procedure'],
        'code_position': 'integer',
        'code': 'varchar',
        'code_type': 'varchar',
        'code_date': 'date',
        'poa_code': 'varchar',
    }) }}
{%- endmacro %}
