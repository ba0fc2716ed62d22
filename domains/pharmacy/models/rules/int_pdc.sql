{%- set period_start = "coalesce(person.period_start, date '" ~ var('period_start') ~ "')" -%}
{%- set period_end = "coalesce(person.period_end, date '" ~ var('period_end') ~ "')" -%}
with recursive person as (
    select * from {{ ref('int_adherence_person') }}
),

adherence_fill as (
    select * from {{ ref('int_adherence_fill') }}
    where days_supply between 1 and {{ var('max_days_supply') }}
),

counted as (
    select
        {{ mesh_macros.hash64(['adherence_fill.person_id', 'adherence_fill.drug_class']) }} as supply_key,
        adherence_fill.person_id,
        adherence_fill.drug_class,
        adherence_fill.fill_date,
        {{ pharmacy.day_number('adherence_fill.fill_date') }} as fill_day,
        adherence_fill.target_ingredients as ingredients,
        adherence_fill.days_supply,
        adherence_fill.fill_id,
        least({{ period_end }}, person.enrolled_through, person.death_date) as treatment_end
    from adherence_fill
    left join person
        on adherence_fill.person_id = person.person_id
    where adherence_fill.fill_date between {{ period_start }} and {{ period_end }}
),

treatment as (
    select
        supply_key,
        person_id,
        drug_class,
        count(distinct fill_date) as fill_dates,
        min(fill_date) as treatment_start,
        min(treatment_end) as treatment_end,
        cast(greatest({{ mesh_macros.days_between('min(fill_date)', 'min(treatment_end)') }} + 1, 0) as integer) as treatment_days
    from counted
    group by supply_key, person_id, drug_class
),

{{ pharmacy.carry_over('counted') }},

clipped as (
    select
        carried.supply_key,
        carried.first_day,
        least(carried.last_day, {{ pharmacy.day_number('treatment.treatment_end') }}) as last_day
    from carried
    inner join treatment
        on carried.supply_key = treatment.supply_key
),

{#  Ingredients run side by side: a day counts once by starting after the days already covered. #}
day_once as (
    select
        supply_key,
        last_day,
        greatest(first_day, coalesce(1 + max(last_day) over (
            partition by supply_key order by first_day, last_day rows between unbounded preceding and 1 preceding
        ), first_day)) as first_day
    from clipped
    where first_day <= last_day
),

covered as (
    select
        supply_key,
        cast(sum(greatest(last_day - first_day + 1, 0)) as integer) as covered_days
    from day_once
    group by supply_key
),

judged as (
    select
        treatment.*,
        coalesce(covered.covered_days, 0) as covered_days,
        case
            when treatment.fill_dates < 2 then 'fewer_than_2_fills'
            when treatment.treatment_days < {{ var('min_treatment_days') }}
                then 'treatment_period_lt_{{ var('min_treatment_days') }}'
        end as reason
    from treatment
    left join covered
        on treatment.supply_key = covered.supply_key
),

measured as (
    select
        person_id,
        drug_class,
        case when reason is null then 1 else 0 end as in_denominator,
        reason,
        treatment_start,
        treatment_end,
        treatment_days,
        case when reason is null then covered_days end as covered_days,
        case
            when reason is null
                then cast(round(cast(covered_days as decimal(18, 8)) / treatment_days, 6) as decimal(18, 6))
        end as pdc
    from judged
),

pdc as (
    select
        *,
        case when pdc >= {{ var('threshold') }} then 1 when pdc is not null then 0 end as adherent
    from measured
)

select * from pdc
