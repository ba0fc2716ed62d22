{{ config(materialized='view') }}

{#  Such a source tells what a claim has come to, not which payments led there: one posting per claim that stands. #}
with final_action as (
    select * from {{ ref('int_final_action') }}
    where final_claim_id is not null
),

header as (
    select * from {{ ref('int_claim_header') }}
),

final_action_ledger as (
    select
        final_action.family_id,
        final_action.final_claim_id as posting_claim_id,
        'original' as entry_type,
        cast(null as varchar) as reverses_claim_id,
        header.adjudication_date as posting_date,
        final_action.paid,
        final_action.version_key
    from final_action
    inner join header
        on final_action.version_key = header.version_key
)

select * from final_action_ledger
