{#  Claims that come in several files, put together: lines with what their header says. A claim without lines has one, so that its
    payment is not lost. Payments of lines count when they add up to that of the header, else the header's does (CCLF Information
    Packet, section 3.5); other header amounts stand on the first line when no line tells them. #}
with lines as (
    select * from {{ ref('stg_medical_claim') }}
    where header_apart = 1
),

parts as (
    select * from {{ ref('stg_claim_header') }}
    where coalesce(claim_type, '') <> 'pharmacy'
),

codes as (
    select * from {{ ref('stg_claim_code') }}
),

dates as (
    select * from {{ ref('stg_claim_date') }}
),

headers as (
    {{ claims.claim_header_joined('parts') }}
),

line_parts as (
    select
        claim_id,
        claim_line_number,
        max(processing_indicator) as processing_indicator,
        max(service_date) as service_date,
        max(other_payer_amount) as other_payer_amount
    from {{ ref('stg_claim_line_part') }}
    group by claim_id, claim_line_number
),

line_totals as (
    select
        claim_id,
        min(claim_line_number) as first_line,
        {%- for name in claims.header_amounts() %}
        count({{ name }}) as lines_with_{{ name }},
        {%- endfor %}
        sum(paid_amount) as lines_paid
    from lines
    group by claim_id
),

{#  A code row says more of a diagnosis than the header does. #}
coded as (
    select
        claim_id,
        max(case when code_level in ('header', 'principal') and code_position = 1 then 1 else 0 end) as has_first_diagnosis,
        max(case when code_level = 'admitting' then 1 else 0 end) as has_admitting_diagnosis
    from codes
    group by claim_id
),

claim_apart as (
    select
        headers.data_source,
        headers.feed,
        coalesce(lines.record_id, headers.record_id) as record_id,
        {%- for name in claims.medical_claim() if name != 'version_key' %}
        {{ claims.apart_column(name) }} as {{ name }},
        {%- endfor %}
        {{ mesh_macros.hash64(['headers.claim_id']) }} as version_key
    from headers
    left join lines
        on headers.claim_id = lines.claim_id
    left join line_totals
        on headers.claim_id = line_totals.claim_id
    left join coded
        on headers.claim_id = coded.claim_id
    left join dates
        on headers.date_key = dates.date_key
    left join line_parts
        on lines.claim_id = line_parts.claim_id and lines.claim_line_number = line_parts.claim_line_number
)

select * from claim_apart
