{%- set as_of = "date '" ~ var('as_of') ~ "'" if var('as_of') else 'persons.as_of' -%}
with fill_coverage as (
    select * from {{ ref('int_fill_coverage') }}
),

persons as (
    select * from {{ ref('int_refill_person') }}
),

known as (
    select
        fill_coverage.*,
        {{ as_of }} as as_of,
        persons.enrolled_through,
        persons.death_date
    from fill_coverage
    inner join persons
        on fill_coverage.person_id = persons.person_id
    where fill_coverage.fill_date <= {{ as_of }}
),

last_supply as (
    select
        *,
        count(*) over (partition by person_id, ingredient) as fills,
        lead(coverage_end) over (partition by person_id, ingredient order by coverage_end desc) as previous_runout_date,
        row_number() over (partition by person_id, ingredient order by coverage_end desc) as recency
    from known
),

runout as (
    select
        person_id,
        ingredient,
        fill_id,
        as_of,
        enrolled_through,
        death_date,
        coverage_end as runout_date,
        previous_runout_date,
        cast(fills as integer) as fills,
        cast({{ mesh_macros.days_between('coverage_end', 'as_of') }} as integer) as days_past
    from last_supply
    where recency = 1
),

refill_due as (
    select
        person_id,
        ingredient,
        runout_date,
        days_past,
        case
            when death_date <= as_of or enrolled_through < as_of then 'excluded'
            when days_past <= 0 then 'current'
            when days_past <= {{ var('grace_days') }} then 'due'
            when days_past <= {{ var('discontinued_after_days') }} then 'lapsed'
            else 'discontinued'
        end as status,
        as_of,
        fill_id,
        previous_runout_date,
        fills
    from runout
)

select * from refill_due
