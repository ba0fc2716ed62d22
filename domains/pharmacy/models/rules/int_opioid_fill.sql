{{ config(materialized='view') }}

with months as (
    select * from {{ ref('int_safety_month') }}
),

opioid_fill as (
    select
        person_id,
        fill_id,
        period_start,
        period_end,
        fill_date,
        drug,
        strength,
        quantity,
        days_supply
    from months
    where drug_kind = 'opioid'
)

select * from opioid_fill
