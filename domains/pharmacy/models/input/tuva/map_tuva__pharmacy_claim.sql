{#  A line is a final fill; claim and line stand for the prescription number. As with medical claims, Tuva's own data_source
    belongs to the claim id. #}
{% set line_id = "tuva_data_source || ':' || claim_id || ':' || claim_line_number" -%}
with feed as (
    select
        *,
        data_source as tuva_data_source
    from {{ source('raw_pharmacy', 'tuva_pharmacy_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified(line_id) }} as transaction_id,
        {{ mesh_macros.qualified('member_id') }} as member_id,
        {{ mesh_macros.qualified('dispensing_provider_npi') }} as pharmacy_id,
        prescribing_provider_npi as prescriber_npi,
        {{ mesh_macros.qualified(line_id) }} as rx_number,
        dispensing_date as date_of_service,
        _adjustment_style as adjustment_style,
        'active' as declared_state,
        ndc_code,
        cast(_ndc_numeric as varchar) as ndc_numeric,
        quantity,
        days_supply,
        refills as refills_authorized,
        charge_amount,
        allowed_amount,
        paid_amount,
        {{ mesh_macros.sum_of_texts(['coinsurance_amount', 'copayment_amount', 'deductible_amount']) }} as patient_paid_amount,
        copayment_amount as copay_amount,
        deductible_amount,
        paid_date
    from feed
)

select * from renamed
