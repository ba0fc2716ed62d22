{#  A claim tells its own outcome. A status other than Paid, Rejected or Reversed passes through for staging to reject. #}
with feed as (
    select * from {{ source('raw_pharmacy', 'carebridge_pharmacy_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('claim_id') }} as transaction_id,
        {{ mesh_macros.qualified('member_id') }} as member_id,
        {{ mesh_macros.qualified('pharmacy_name') }} as pharmacy_id,
        {{ mesh_macros.qualified('claim_id') }} as rx_number,
        claim_date as date_of_service,
        _adjustment_style as adjustment_style,
        case lower(trim(claim_status)) when 'paid' then 'active' else lower(trim(claim_status)) end as declared_state,
        drug_class as therapeutic_area,
        paid_amount
    from feed
)

select * from renamed
