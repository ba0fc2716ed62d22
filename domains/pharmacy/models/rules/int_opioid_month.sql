{#  What is known of a person's opioids in a month apart from the dose: fills of the month, who prescribed and dispensed them, and
    how many of them have a dose that cannot be known. #}
with fills as (
    select * from {{ ref('int_safety_fill') }}
    where drug_kind = 'opioid'
),

factors as (
    select * from {{ ref('int_mme_factor') }}
),

starts as (
    select * from {{ ref('int_opioid_start') }}
),

dosed as (
    select
        fills.person_id,
        fills.fill_id,
        fills.fill_date,
        fills.prescriber_npi,
        fills.pharmacy_id,
        max({{ pharmacy.daily_mme('fills', 'factors') }}) as mme
    from fills
    left join factors
        on
            fills.drug = factors.drug
            and fills.fill_date between factors.valid_from and factors.valid_to
    group by fills.person_id, fills.fill_id, fills.fill_date, fills.prescriber_npi, fills.pharmacy_id
),

filled as (
    select
        person_id,
        {{ mesh_macros.month_start('fill_date') }} as period_start,
        cast(count(*) as integer) as fills,
        cast(sum(case when mme is null then 1 else 0 end) as integer) as unmeasured_fills,
        cast(count(distinct prescriber_npi) as integer) as prescribers,
        cast(count(distinct pharmacy_id) as integer) as pharmacies
    from dosed
    group by person_id, {{ mesh_macros.month_start('fill_date') }}
),

started as (
    select
        person_id,
        {{ mesh_macros.month_start('fill_date') }} as period_start,
        cast(sum(is_naive) as integer) as naive_starts,
        cast(sum(1 - is_naive) as integer) as unknown_starts,
        max(case when is_naive = 1 then days_supply end) as naive_start_days_supply
    from starts
    group by person_id, {{ mesh_macros.month_start('fill_date') }}
),

opioid_month as (
    select
        filled.person_id,
        filled.period_start,
        filled.fills,
        filled.unmeasured_fills,
        filled.prescribers,
        filled.pharmacies,
        coalesce(started.naive_starts, 0) as naive_starts,
        coalesce(started.unknown_starts, 0) as unknown_starts,
        started.naive_start_days_supply
    from filled
    left join started
        on filled.person_id = started.person_id and filled.period_start = started.period_start
)

select * from opioid_month
