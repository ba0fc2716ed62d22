{#  Fills are taken from their day on, side by side: unlike supply on hand, what overlaps adds up. A fill without a period of its
    own is measured in that of the variables. #}
with fills as (
    select * from {{ ref('int_opioid_fill') }}
),

factors as (
    select * from {{ ref('int_mme_factor') }}
),

measured as (
    select
        fills.person_id,
        coalesce(fills.period_start, date '{{ var('period_start') }}') as period_start,
        coalesce(fills.period_end, date '{{ var('period_end') }}') as period_end,
        {{ pharmacy.day_number('fills.fill_date') }} as fill_day,
        fills.days_supply,
        {{ pharmacy.daily_mme('fills', 'factors') }} as mme
    from fills
    inner join factors
        on
            fills.drug = factors.drug
            and fills.fill_date >= coalesce(factors.valid_from, fills.fill_date)
            and fills.fill_date <= coalesce(factors.valid_to, fills.fill_date)
),

taken as (
    select
        person_id,
        period_start,
        period_end,
        greatest(fill_day, {{ pharmacy.day_number('period_start') }}) as first_day,
        least(fill_day + days_supply - 1, {{ pharmacy.day_number('period_end') }}) as last_day,
        mme
    from measured
    where mme is not null
),

{{ pharmacy.levels('taken', ['mme']) }},

day_sum as (
    select
        person_id,
        period_start,
        period_end,
        days,
        cast(round(mme, 6) as decimal(18, 6)) as mme
    from level
    where days is not null
),

opioid_mme as (
    select
        person_id,
        period_start,
        period_end,
        max(mme) as max_daily_mme,
        cast(sum(case when mme >= 50 then days else 0 end) as integer) as days_ge_50,
        cast(sum(case when mme >= 90 then days else 0 end) as integer) as days_ge_90,
        cast(sum(mme * days) as decimal(18, 6)) as total_mme
    from day_sum
    group by person_id, period_start, period_end
)

select * from opioid_mme
