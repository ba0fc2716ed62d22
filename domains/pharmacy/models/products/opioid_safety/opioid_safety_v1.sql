with filled as (
    select * from {{ ref('int_opioid_month') }}
),

taken as (
    select * from {{ ref('int_opioid_overlap') }}
    where opioid_days > 0
),

doses as (
    select * from {{ ref('int_opioid_mme') }}
),

months as (
    select
        person_id,
        period_start
    from filled
    union
    select
        person_id,
        period_start
    from taken
),

opioid_safety as (
    select
        months.person_id,
        {{ mesh_macros.month_key('months.period_start') }} as year_month,
        months.period_start as month_start,
        coalesce(taken.opioid_days, 0) as opioid_days,
        doses.max_daily_mme,
        coalesce(doses.days_ge_50, 0) as days_ge_50,
        coalesce(doses.days_ge_90, 0) as days_ge_90,
        doses.total_mme,
        coalesce(taken.overlap_days, 0) as overlap_days,
        coalesce(taken.benzodiazepine_days, 0) as benzodiazepine_days,
        coalesce(filled.fills, 0) as fills,
        coalesce(filled.unmeasured_fills, 0) as unmeasured_fills,
        coalesce(filled.prescribers, 0) as prescribers,
        coalesce(filled.pharmacies, 0) as pharmacies,
        coalesce(filled.naive_starts, 0) as naive_starts,
        filled.naive_start_days_supply,
        coalesce(filled.unknown_starts, 0) as unknown_starts
    from months
    left join filled
        on months.person_id = filled.person_id and months.period_start = filled.period_start
    left join taken
        on months.person_id = taken.person_id and months.period_start = taken.period_start
    left join doses
        on months.person_id = doses.person_id and months.period_start = doses.period_start
)

select * from opioid_safety
