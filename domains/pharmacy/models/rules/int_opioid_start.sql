{#  Days on which somebody gets opioids after none for a while. It is a naive start when the days before are known: the source was
    there, and the person covered throughout; else it may be the continuation of something that we cannot see. A fill whose days
    are not believed lasts its own day. #}
{%- set naive_days = var('opioid_naive_days') -%}
with fills as (
    select * from {{ ref('int_safety_fill') }}
    where drug_kind = 'opioid'
),

sources as (
    select * from {{ ref('int_as_of') }}
),

spans as (
    select * from {{ ref('int_benefit_span') }}
),

fill_days as (
    select
        fills.person_id,
        fills.fill_date,
        max(sources.known_from) as known_from,
        max(fills.days_supply) as days_supply,
        {{ mesh_macros.add_days('fills.fill_date', 'max(coalesce(fills.days_supply, 1)) - 1') }} as last_date
    from fills
    inner join sources
        on fills.data_source = sources.data_source
    group by fills.person_id, fills.fill_date
),

in_order as (
    select
        *,
        max(last_date) over (
            partition by person_id order by fill_date rows between unbounded preceding and 1 preceding
        ) as earlier_last_date
    from fill_days
),

starts as (
    select
        person_id,
        fill_date,
        known_from,
        days_supply,
        {{ mesh_macros.add_days('fill_date', '-' ~ naive_days) }} as looked_back_to
    from in_order
    where
        earlier_last_date is null
        or {{ mesh_macros.days_between('earlier_last_date', 'fill_date') }} > {{ naive_days }}
),

opioid_start as (
    select
        starts.person_id,
        starts.fill_date,
        starts.days_supply,
        max(case
            when
                starts.known_from <= starts.looked_back_to
                and spans.start_date <= starts.looked_back_to
                and spans.end_date >= starts.fill_date
                then 1
            else 0
        end) as is_naive
    from starts
    left join spans
        on starts.person_id = spans.person_id
    group by starts.person_id, starts.fill_date, starts.days_supply
)

select * from opioid_start
