{#  Every days supply as sent, once. #}
with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
),

days_supply_raw as (
    select distinct
        coalesce(days_supply, '') as row_id,
        days_supply as days_supply_raw
    from claims
)

select * from days_supply_raw
