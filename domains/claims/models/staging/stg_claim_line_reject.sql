{{ config(materialized='view') }}

with checked as (
    select * from {{ claims.claim_line_checked(ref('stg_claim_line_raw')) }}
),

resent as (
    select * from {{ claims.claim_line_resent(ref('stg_claim_line_raw')) }}
),

rejected as (
    select
        feed,
        file_name,
        row_number,
        reject_reason as reason
    from checked
    where reject_reason is not null
    union all
    select
        feed,
        file_name,
        row_number,
        reject_reason as reason
    from resent
)

select * from rejected
