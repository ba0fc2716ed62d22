{{ config(materialized='view') }}

{#  Lines of one person, day and provider are one visit. Its setting is that of its first line in person, if it has one. #}
with lines as (
    select * from {{ ref('int_ambulatory_line') }}
),

ordered as (
    select
        *,
        cast(telehealth_flag as varchar) || '|' || family_id || '|'
        || lpad(cast(claim_line_number as varchar), 9, '0') as line_order
    from lines
),

ambulatory_visit as (
    select
        person_id,
        visit_date,
        provider_id,
        min(family_id) as first_family_id,
        {{ mesh_macros.value_at_least('setting', 'line_order') }} as setting,
        {{ mesh_macros.value_at_least('place', 'line_order') }} as place,
        cast(max(telehealth_flag) as integer) as telehealth_flag,
        {{ mesh_macros.value_at_least('telehealth_modality', 'line_order') }} as telehealth_modality,
        cast(count(*) as integer) as line_count,
        cast(sum(telehealth_flag) as integer) as telehealth_line_count,
        cast(sum(paid_amount) as decimal(18, 2)) as paid,
        cast(sum(allowed_amount) as decimal(18, 2)) as allowed,
        max(payer) as payer,
        max(plan) as plan,
        max(data_source) as data_source
    from ordered
    group by person_id, visit_date, provider_id
)

select * from ambulatory_visit
