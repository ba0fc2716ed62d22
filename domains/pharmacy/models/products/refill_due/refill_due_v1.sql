with refills as (
    select * from {{ ref('int_refill_outlook') }}
),

refill_due as (
    select
        person_id,
        ingredient,
        due_date,
        status,
        days_past,
        as_of as as_of_date,
        is_refill_expected,
        counts_for_fill,
        refills_left,
        fill_id as last_fill_id,
        last_ndc9 as ndc9,
        coalesce(last_pharmacy_id, 'unknown') as location_id,
        last_quantity as quantity,
        last_quantity_unit as quantity_unit,
        last_days_supply as days_supply
    from refills
    where status in ('current', 'due')
)

select * from refill_due
