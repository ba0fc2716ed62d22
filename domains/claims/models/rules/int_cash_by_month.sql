{{ config(materialized='view') }}

with ledger as (
    select * from {{ ref('int_claim_ledger') }}
),

cash_by_month as (
    select
        {{ mesh_macros.month_key('posting_date') }} as posting_month,
        cast(sum(paid) as decimal(18, 2)) as paid
    from ledger
    group by {{ mesh_macros.month_key('posting_date') }}
)

select * from cash_by_month
