with fills as (
    select * from {{ ref('fill', v=1) }}
),

refills as (
    select * from {{ ref('int_refill_due') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

{#  A fill of several ingredients is refilled once: when the last of its supplies runs out. #}
next_refills as (
    select
        fill_id,
        max(runout_date) as runout_date,
        max(as_of) as as_of_date
    from refills
    where status in ('current', 'due')
    group by fill_id
),

demands as (
    select
        'dispensed' as demand_type,
        fills.fill_date as demand_date,
        fills.ndc9,
        fills.pharmacy_id,
        fills.person_id,
        fills.quantity,
        as_of.as_of as as_of_date
    from fills
    inner join as_of
        on fills.data_source = as_of.data_source
    where fills.state = 'active'
    union all
    select
        'expected' as demand_type,
        {{ mesh_macros.add_days('next_refills.runout_date', 1) }} as demand_date,
        fills.ndc9,
        fills.pharmacy_id,
        fills.person_id,
        fills.quantity,
        next_refills.as_of_date
    from next_refills
    inner join fills
        on next_refills.fill_id = fills.fill_id
),

drug_demand as (
    select
        ndc9,
        coalesce(pharmacy_id, 'unknown') as location_id,
        demand_date,
        demand_type,
        cast(count(*) as integer) as fills,
        cast(count(distinct person_id) as integer) as members,
        cast(sum(coalesce(quantity, 0)) as decimal(18, 4)) as quantity,
        max(as_of_date) as as_of_date
    from demands
    where ndc9 is not null
    group by ndc9, coalesce(pharmacy_id, 'unknown'), demand_date, demand_type
)

select * from drug_demand
