{%- set urgent_care = var('urgent_care_revenue_code') -%}
with lines as (
    select * from {{ ref('int_claim_line') }}
),

coded as (
    select
        claim_id,
        line,
        claim_type,
        {{ claims.bill_group('bill_type') }} as bill_group,
        {{ mesh_macros.zero_padded('revenue_code', 4) }} as revenue_code,
        {{ mesh_macros.zero_padded('pos', 2) }} as pos
    from lines
),

{#  A claim has one bill type and one place; should its lines differ, the lowest line that names one counts. #}
claim_codes as (
    select
        claim_id,
        {{ mesh_macros.value_at_least('claim_type', 'line') }} as claim_type,
        {{ mesh_macros.value_at_least('bill_group', 'line') }} as bill_group,
        {{ mesh_macros.value_at_least('pos', 'line') }} as pos,
        max(case
            when revenue_code = '{{ urgent_care }}' then 0
            when revenue_code between '0450' and '0459' or revenue_code = '0981' then 1
            else 0
        end) as has_emergency,
        max(case when revenue_code = '{{ urgent_care }}' then 1 else 0 end) as has_urgent_care,
        max(case when revenue_code = '0762' then 1 else 0 end) as has_observation
    from coded
    group by claim_id
),

service_setting as (
    select
        claim_id,
        case
            when claim_type = 'institutional'
                then case
                    when bill_group in ('11', '41') then 'inpatient_acute'
                    when bill_group = '12' then 'inpatient_part_b'
                    when bill_group in ('18', '21') then 'snf'
                    when bill_group = '22' then 'snf_part_b'
                    when bill_group in ('32', '33', '34') then 'home_health'
                    when bill_group in ('81', '82') then 'hospice'
                    when bill_group = '72' then 'dialysis'
                    when bill_group in ('71', '77') then 'clinic'
                    when bill_group in ('13', '14', '83', '85')
                        then case
                            when has_observation = 1 then 'observation'
                            when has_emergency = 1 then 'emergency'
                            when has_urgent_care = 1 then 'urgent_care'
                            else 'outpatient_hospital'
                        end
                    else 'unclassified'
                end
            when claim_type = 'professional' then {{ claims.place_setting('pos') }}
            else 'unclassified'
        end as setting,
        case
            when claim_type = 'institutional' then has_emergency
            when claim_type = 'professional' and pos = '23' then 1
            else 0
        end as ed_flag
    from claim_codes
)

select * from service_setting
