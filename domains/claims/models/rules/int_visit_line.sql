{{ config(materialized='view') }}

{#  Lines that count, with the place where the service was given: that of the line, else that of its claim. #}
with lines as (
    select * from {{ ref('claim_line_final', v=1) }}
    where
        final_status in ('paid', 'paid_zero')
        and line_status = 'paid'
        and person_id is not null
        and service_start_date is not null
),

cleaned as (
    select
        *,
        {{ mesh_macros.zero_padded('trim(place_of_service_code)', 2) }} as place,
        substring({{ mesh_macros.zero_padded('trim(revenue_center_code)', 4) }}, 1, 3) as revenue_group
    from lines
),

visit_line as (
    select
        family_id,
        claim_line_number,
        person_id,
        service_start_date as visit_date,
        coalesce(rendering_npi, billing_npi, facility_id) as provider_id,
        claim_type,
        case
            when claim_type = 'professional' and place is not null then {{ claims.place_setting('place') }}
            else setting
        end as setting,
        place,
        revenue_group,
        hcpcs_code as service,
        {%- for number in range(1, 6) %}
        hcpcs_modifier_{{ number }} as modifier_{{ number }},
        {%- endfor %}
        telehealth_flag,
        telehealth_modality,
        paid_amount,
        allowed_amount,
        payer,
        plan,
        data_source
    from cleaned
)

select * from visit_line
