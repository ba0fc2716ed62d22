with fills as (
    select * from {{ ref('fill', v=1) }}
),

refills as (
    select * from {{ ref('refill_due', v=1) }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

demands as (
    select
        'dispensed' as demand_type,
        fills.fill_date as demand_date,
        fills.ndc9,
        coalesce(fills.pharmacy_id, 'unknown') as location_id,
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
        due_date as demand_date,
        ndc9,
        location_id,
        person_id,
        quantity,
        as_of_date
    from refills
    where
        is_refill_expected = 1
        and counts_for_fill = 1
),

drug_demand as (
    select
        ndc9,
        location_id,
        demand_date,
        demand_type,
        cast(count(*) as integer) as fills,
        cast(count(distinct person_id) as integer) as members,
        cast(sum(coalesce(quantity, 0)) as decimal(18, 4)) as quantity,
        max(as_of_date) as as_of_date
    from demands
    where ndc9 is not null
    group by ndc9, location_id, demand_date, demand_type
)

select * from drug_demand
