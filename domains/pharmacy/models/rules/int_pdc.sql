with recursive
{{ pharmacy.treatment_fill(ref('int_adherence_fill'), ref('int_adherence_person'), ref('int_censored_stay')) }},

treatment as (
    select
        supply_key,
        person_id,
        drug_class,
        period_start,
        period_end,
        at_home,
        count(distinct fill_date) as fill_dates,
        min(fill_date) as treatment_start,
        min(treatment_end) as treatment_end,
        min(end_day) as end_day,
        cast(greatest(min(end_day) - min(fill_day) + 1, 0) as integer) as treatment_days
    from treatment_fill
    group by supply_key, person_id, drug_class, period_start, period_end, at_home
),

{{ pharmacy.carry_over('treatment_fill') }},

{{ pharmacy.covered_days() }},

counted as (
    select
        treatment.*,
        coalesce(covered.covered_days, 0) as covered_days
    from treatment
    left join covered
        on treatment.supply_key = covered.supply_key
),

on_calendar as (
    select * from counted
    where at_home = 0
),

at_home as (
    select * from counted
    where at_home = 1
),

judged as (
    select
        on_calendar.person_id,
        on_calendar.drug_class,
        on_calendar.period_start,
        on_calendar.period_end,
        on_calendar.treatment_start,
        on_calendar.treatment_end,
        coalesce(at_home.treatment_days, on_calendar.treatment_days) as treatment_days,
        coalesce(at_home.covered_days, on_calendar.covered_days) as covered_days,
        on_calendar.treatment_days as unadjusted_days,
        on_calendar.covered_days as unadjusted_covered,
        case
            when on_calendar.fill_dates < 2 then 'fewer_than_2_fills'
            when coalesce(at_home.treatment_days, on_calendar.treatment_days) < {{ var('min_treatment_days') }}
                then 'treatment_period_lt_{{ var('min_treatment_days') }}'
        end as reason
    from on_calendar
    left join at_home
        on
            on_calendar.person_id = at_home.person_id
            and on_calendar.period_start = at_home.period_start
            and coalesce(on_calendar.drug_class, '') = coalesce(at_home.drug_class, '')
),

measured as (
    select
        person_id,
        drug_class,
        period_start,
        period_end,
        case when reason is null then 1 else 0 end as in_denominator,
        reason,
        treatment_start,
        treatment_end,
        treatment_days,
        case when reason is null then covered_days end as covered_days,
        case when reason is null then {{ pharmacy.share_of_days('covered_days', 'treatment_days') }} end as pdc,
        unadjusted_days,
        case when reason is null then unadjusted_covered end as unadjusted_covered,
        case
            when reason is null then {{ pharmacy.share_of_days('unadjusted_covered', 'unadjusted_days') }}
        end as unadjusted_pdc
    from judged
),

pdc as (
    select
        *,
        case when pdc >= {{ var('threshold') }} then 1 when pdc is not null then 0 end as adherent
    from measured
)

select * from pdc
