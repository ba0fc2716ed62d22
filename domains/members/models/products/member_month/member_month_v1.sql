{%- set method = var('member_month_method') -%}
with months as (
    select * from {{ ref('int_member_month') }}
),

member_month as (
    select
        person_id,
        coverage_type,
        year_month,
        month_start,
        any_day,
        mid_month,
        first_of_month,
        fraction,
        covered_days,
        cast({{ method }} as decimal(18, 6)) as member_months
    from months
)

select * from member_month
