{{ config(materialized='view') }}

{#  Versions of claims whose corrections are new claims (replace), and of feeds that send final claims only. #}
with header as (
    select * from {{ ref('int_claim_header') }}
),

claim_version as (
    select
        version_key,
        claim_id,
        case when adjustment_style <> 'final_only' then original_claim_id end as original_claim_id,
        {#  An institutional claim says the same in the last digit of its bill type. #}
        case
            when adjustment_style = 'final_only' then '1'
            else coalesce(frequency_code, {{ claims.bill_frequency('bill_type') }})
        end as frequency_code,
        claim_status,
        adjudication_date,
        paid_amount as paid
    from header
    where adjustment_style in ('replace', 'final_only')
)

select * from claim_version
