{{ config(materialized='view') }}
{%- set in_settings = "'" ~ var('ambulatory_settings') | join("', '") ~ "'" -%}
{%- set modifiers = ['modifier_1', 'modifier_2', 'modifier_3', 'modifier_4', 'modifier_5'] %}

{#  Lines that tell of a visit. Whoever bills the work of the professional tells: professional claims by their place,
    institutional claims where clinics and hospitals bill it. What a hospital bills beside a professional claim would be the same
    visit once more. #}
with lines as (
    select * from {{ ref('int_visit_line') }}
),

visit_codes as (
    select * from {{ ref('visit_code') }}
),

services as (
    select * from {{ ref('visit_service') }}
),

listed as (
    select count(*) as n_services from services
),

looked_up as (
    select
        lines.*,
        lines.place is null and lines.setting = 'other' as is_unplaced,
        place.code is not null as is_listed_place,
        lines.revenue_group is null or clinic_revenue.code is not null as is_clinic_work,
        hospital_revenue.code is not null as is_hospital_work,
        no_visit_section.code is not null
        or no_visit_suffix.code is not null
        {%- for modifier in modifiers %}
        or no_{{ modifier }}.code is not null
        {%- endfor %} as is_no_visit,
        (select n_services from listed) = 0 or services.code is not null as is_service_of_list
    from lines
    {{ claims.visit_code_join('place', 'lines.place') }}
    {{ claims.visit_code_join('clinic_revenue', 'lines.revenue_group') }}
    {{ claims.visit_code_join('hospital_revenue', 'lines.revenue_group') }}
    {{ claims.visit_code_join('no_visit_section', 'substring(lines.service, 1, 1)') }}
    {{ claims.visit_code_join('no_visit_suffix', 'substring(lines.service, 5, 1)') }}
    {%- for modifier in modifiers %}
    {{ claims.visit_code_join('no_visit_modifier', 'lines.' ~ modifier, 'no_' ~ modifier) }}
    {%- endfor %}
    left join services
        on lines.service = services.code and lines.visit_date between services.valid_from and services.valid_to
),

contact_line as (
    select * from looked_up
    where
        case
            when claim_type = 'professional'
                then setting in ({{ in_settings }})
                or is_listed_place
                {%- if var('visits_without_place') %}
                or is_unplaced
                {%- endif %}
            when setting = 'clinic' then is_clinic_work
            when setting in ('outpatient_hospital', 'urgent_care') then is_hospital_work
        end
        and is_service_of_list
        and not is_no_visit
)

select * from contact_line
