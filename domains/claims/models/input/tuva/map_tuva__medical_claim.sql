{#  A Tuva input layer may hold several payers, and two of them may use one claim id: Tuva's own data_source belongs to it. #}
with feed as (
    select
        *,
        data_source as tuva_data_source
    from {{ source('raw_claims', 'tuva_medical_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        _adjustment_style as adjustment_style,
        _paid_level as paid_level,
        {{ mesh_macros.qualified("tuva_data_source || ':' || claim_id") }} as claim_id,
        claim_line_number,
        claim_type,
        {{ mesh_macros.qualified('member_id') }} as member_id,
        payer,
        plan,
        claim_start_date,
        claim_end_date,
        claim_line_start_date,
        claim_line_end_date,
        admission_date,
        discharge_date,
        admit_type_code,
        admit_source_code,
        discharge_disposition_code,
        place_of_service_code,
        bill_type_code,
        drg_code,
        revenue_center_code,
        hcpcs_code,
        {%- for number in range(1, 6) %}
        hcpcs_modifier_{{ number }},
        {%- endfor %}
        service_unit_quantity as service_quantity,
        billing_npi,
        rendering_npi,
        {{ mesh_macros.qualified('facility_npi') }} as facility_id,
        paid_date as adjudication_date,
        charge_amount,
        allowed_amount,
        paid_amount,
        copayment_amount as copay_amount,
        coinsurance_amount,
        deductible_amount,
        diagnosis_code_type,
        {%- for position in range(1, 26) %}
        diagnosis_code_{{ position }},
        {%- endfor %}
        procedure_code_type,
        {{ claims.numbered_procedures('procedure_code_', 25, 'procedure_date_') }} as procedure_codes,
        in_network_flag
    from feed
)

select * from renamed
