{{ config(materialized='view') }}

{%- set columns = ['data_source', 'feed', 'record_id'] + (claims.medical_claim() | list) -%}
with staged as (
    select {{ columns | join(', ') }} from {{ ref('stg_medical_claim') }}
    where header_apart is null
),

apart as (
    select {{ columns | join(', ') }} from {{ ref('int_claim_apart') }}
),

every_line as (
    select * from staged
    union all
    select * from apart
),

claim_line as (
    select
        data_source,
        feed,
        record_id,
        version_key,
        claim_id,
        claim_line_number as line,
        adjustment_style,
        paid_level,
        lower(claim_type) as claim_type,
        original_claim_id,
        frequency_code,
        transaction_type,
        natural_key,
        lower(claim_status_code) as claim_status_code,
        lower(line_status) as line_status,
        denial_reason_code,
        member_id,
        payer,
        plan,
        claim_start_date,
        claim_end_date,
        claim_line_start_date as line_start_date,
        claim_line_end_date as line_end_date,
        admission_date,
        discharge_date,
        admit_type_code,
        admit_source_code,
        discharge_disposition_code as patient_status,
        place_of_service_code as pos,
        bill_type_code as bill_type,
        drg_code,
        revenue_center_code as revenue_code,
        upper(hcpcs_code) as hcpcs_code,
        {%- for number in range(1, 6) %}
        upper(hcpcs_modifier_{{ number }}) as hcpcs_modifier_{{ number }},
        {%- endfor %}
        service_quantity,
        billing_npi,
        rendering_npi,
        facility_id,
        adjudication_date,
        received_date,
        charge_amount as charge,
        allowed_amount as allowed,
        paid_amount as line_paid,
        header_paid_amount as header_paid,
        copay_amount as copay,
        coinsurance_amount as coinsurance,
        deductible_amount as deductible,
        other_payer_amount as cob,
        diagnosis_code_type,
        {%- for position in range(1, claims.diagnosis_positions() + 1) %}
        diagnosis_code_{{ position }},
        {%- endfor %}
        admitting_diagnosis_code,
        line_diagnosis_code,
        procedure_code_type,
        procedure_codes,
        in_network_flag
    from every_line
)

select * from claim_line
