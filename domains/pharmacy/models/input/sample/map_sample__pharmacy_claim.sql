with feed as (
    select * from {{ source('raw_pharmacy', 'sample_pharmacy_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('transaction_id') }} as transaction_id,
        {{ mesh_macros.qualified('member_id') }} as member_id,
        {{ mesh_macros.qualified('pharmacy_id') }} as pharmacy_id,
        prescriber_npi,
        {{ mesh_macros.qualified('rx_number') }} as rx_number,
        fill_number,
        date_of_service,
        upper(trim(transaction_code)) as transaction_code,
        upper(trim(response_status)) as response_status,
        transaction_ts,
        _adjustment_style as adjustment_style,
        ndc_code,
        cast(_ndc_numeric as varchar) as ndc_numeric,
        quantity,
        upper(trim(quantity_unit)) as quantity_unit,
        days_supply,
        refills_authorized,
        daw_code,
        compound_flag,
        submission_clarification_code,
        lot,
        charge_amount,
        allowed_amount,
        paid_amount,
        copay_amount,
        deductible_amount,
        paid_date
    from feed
)

select * from renamed
