with recursive coverage_fill as (
    select * from {{ ref('int_coverage_fill') }}
    where
        coalesce(state, 'active') = 'active'
        and days_supply is not null
),

fills as (
    select
        {{ mesh_macros.hash64(['person_id']) }} as supply_key,
        person_id,
        fill_date,
        {{ pharmacy.day_number('fill_date') }} as fill_day,
        coalesce(target_ingredients, '') as ingredients,
        days_supply,
        fill_id
    from coverage_fill
),

persons as (
    select distinct
        supply_key,
        person_id
    from fills
),

{{ pharmacy.carry_over('fills') }},

{#  Supplies of one ingredient follow each other, so the one before is the one that ended last. #}
in_order as (
    select
        *,
        last_day - first_day + 1 as days_supply,
        {{ pharmacy.day_number('fill_date') }} as fill_day,
        lag(last_day) over by_ingredient as prior_last_day,
        lag(last_day - first_day + 1) over by_ingredient as prior_days_supply
    from carried
    window by_ingredient as (partition by supply_key, ingredient order by fill_order)
),

refill_gap as (
    select
        persons.person_id,
        in_order.ingredient,
        in_order.fill_id,
        in_order.fill_date,
        in_order.days_supply,
        {{ pharmacy.day_of('in_order.prior_last_day') }} as prior_runout,
        in_order.fill_day - in_order.prior_last_day - 1 as gap_days,
        case
            when in_order.prior_last_day - in_order.fill_day + 1 > in_order.prior_days_supply * {{ var('early_refill_share') }}
                then 1
            else 0
        end as early_refill,
        {{ pharmacy.day_of('in_order.last_day') }} as runout
    from in_order
    inner join persons
        on in_order.supply_key = persons.supply_key
)

select * from refill_gap
