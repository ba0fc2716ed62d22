{#  Days on which opioids are taken, more than one fill of them at once, or one together with a benzodiazepine. #}
with months as (
    select * from {{ ref('int_safety_month') }}
),

taken as (
    select distinct
        fill_id,
        person_id,
        period_start,
        period_end,
        greatest({{ pharmacy.day_number('fill_date') }}, {{ pharmacy.day_number('period_start') }}) as first_day,
        least({{ pharmacy.day_number('fill_date') }} + days_supply - 1, {{ pharmacy.day_number('period_end') }}) as last_day,
        case when drug_kind = 'opioid' then 1 else 0 end as opioids,
        case when drug_kind = 'benzodiazepine' then 1 else 0 end as benzodiazepines
    from months
    where days_supply is not null
),

{{ pharmacy.levels('taken', ['opioids', 'benzodiazepines']) }},

opioid_overlap as (
    select
        person_id,
        period_start,
        period_end,
        cast(sum(case when opioids > 0 then days else 0 end) as integer) as opioid_days,
        cast(sum(case when opioids > 1 then days else 0 end) as integer) as overlap_days,
        cast(sum(case when opioids > 0 and benzodiazepines > 0 then days else 0 end) as integer) as benzodiazepine_days
    from level
    where days is not null
    group by person_id, period_start, period_end
)

select * from opioid_overlap
