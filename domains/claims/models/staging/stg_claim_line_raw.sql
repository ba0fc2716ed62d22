{{ config(materialized='view') }}

with sent as (
    select * from {{ ref('in_medical_claim') }}
),

claim_line_raw as (
    select
        {{ mesh_macros.lineage_columns() | join(', ') }},
        claim_id,
        claim_line_number as line,
        entry_key,
        paid_amount as paid
    from sent
)

select * from claim_line_raw
