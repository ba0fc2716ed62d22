{#  Fills of int_safety_fill once for every calendar month in which they are taken; a fill whose days are not believed, in the
    month of the fill. The last month ends on the day up to which the person's fills are known. #}
with fills as (
    select * from {{ ref('int_safety_fill') }}
),

taken as (
    select
        *,
        least({{ mesh_macros.add_days('fill_date', 'coalesce(days_supply, 1) - 1') }}, as_of) as last_date
    from fills
),

safety_month as (
    select
        taken.fill_id,
        taken.person_id,
        taken.drug_kind,
        taken.ingredient,
        taken.drug,
        taken.strength,
        taken.quantity,
        taken.days_supply,
        taken.fill_date,
        cast(months.month_start as date) as period_start,
        least(last_day(months.month_start), taken.as_of) as period_end
    from taken, {{ mesh_macros.months_between('taken.fill_date', 'taken.last_date', 'months') }}
)

select * from safety_month
