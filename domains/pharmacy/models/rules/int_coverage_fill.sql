{{ config(materialized='view') }}

{#  Fills whose drug is known to the drug reference. #}
with fills as (
    select * from {{ ref('fill', v=1) }}
),

coverage_fill as (
    select
        fill_id,
        person_id,
        fill_date,
        ingredients as target_ingredients,
        days_supply_clean as days_supply,
        state
    from fills
    where
        person_id is not null
        and ingredients is not null
)

select * from coverage_fill
