with gaps as (
    select * from {{ ref('int_refill_gap') }}
),

coverage as (
    select * from {{ ref('int_fill_coverage') }}
),

fills as (
    select * from {{ ref('fill', v=1) }}
),

{#  Where days in hospital use nothing up, the supply of a fill begins after the end of the one before: between them are days
    at home without. #}
at_home as (
    select
        person_id,
        ingredient,
        fill_id,
        home_start - lag(home_end) over (partition by person_id, ingredient order by home_start) - 1 as days_without
    from coverage
),

refill_gap as (
    select
        gaps.person_id,
        gaps.ingredient,
        gaps.fill_id,
        gaps.fill_date,
        gaps.days_supply,
        gaps.prior_runout,
        gaps.gap_days,
        cast(greatest(-coalesce(gaps.gap_days, 0), 0) as integer) as days_on_hand,
        gaps.early_refill,
        gaps.runout,
        cast(at_home.days_without as integer) as days_without,
        fills.ndc9,
        fills.pharmacy_id,
        fills.prescriber_npi
    from gaps
    inner join at_home
        on
            gaps.person_id = at_home.person_id
            and gaps.ingredient = at_home.ingredient
            and gaps.fill_id = at_home.fill_id
    inner join fills
        on gaps.fill_id = fills.fill_id
)

select * from refill_gap
