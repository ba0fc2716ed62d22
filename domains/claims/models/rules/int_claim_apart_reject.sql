{#  Rows that belong to a claim whose header was not received: without it nobody knows whether the claim stands. #}
with lines as (
    select * from {{ ref('stg_medical_claim') }}
    where header_apart = 1
),

headers as (
    select * from {{ ref('stg_claim_header') }}
),

codes as (
    select * from {{ ref('stg_claim_code') }}
),

line_parts as (
    select * from {{ ref('stg_claim_line_part') }}
),

dates as (
    select * from {{ ref('stg_claim_date') }}
),

parts as (
    select
        record_id,
        claim_id
    from lines
    union all
    select
        record_id,
        claim_id
    from headers
    union all
    select
        record_id,
        claim_id
    from codes
    union all
    select
        record_id,
        claim_id
    from line_parts
),

main_headers as (
    select distinct claim_id from headers
    where header_part = 'claim'
),

main_dates as (
    select distinct date_key from headers
),

claim_apart_reject as (
    select
        parts.record_id,
        'no_header' as reason,
        'R-CLM-03' as rule_id
    from parts
    left join main_headers
        on parts.claim_id = main_headers.claim_id
    where main_headers.claim_id is null
    union all
    select
        dates.record_id,
        'no_header' as reason,
        'R-CLM-03' as rule_id
    from dates
    left join main_dates
        on dates.date_key = main_dates.date_key
    where main_dates.date_key is null
)

select * from claim_apart_reject
