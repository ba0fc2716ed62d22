{{ config(materialized='view') }}

{#  What a claim line says about how the service was given. #}
with lines as (
    select * from {{ ref('int_claim_line') }}
),

service_line as (
    select
        cast(record_id as varchar) as line_id,
        record_id,
        coalesce(line_start_date, claim_start_date) as service_date,
        pos,
        {%- for number in range(1, 6) %}
        hcpcs_modifier_{{ number }} as modifier_{{ number }},
        {%- endfor %}
        hcpcs_code as hcpcs
    from lines
)

select * from service_line
