{{ config(materialized='view') }}

{#  What is left of every claim family, by the rule of its payer's way to correct claims. #}
with replaced as (
    select * from {{ ref('int_claim_final') }}
),

remitted as (
    select * from {{ ref('int_remittance_state') }}
),

adjusted as (
    select * from {{ ref('int_delta_state') }}
),

marked as (
    select * from {{ ref('int_final_action') }}
),

header as (
    select * from {{ ref('int_claim_header') }}
),

claim_family as (
    select
        family_id,
        final_claim_id,
        final_status as state,
        paid,
        paid as net_paid,
        n_versions,
        orphan_flag,
        version_key,
        first_adjudication_date,
        last_adjudication_date
    from replaced
    union all
    select
        remitted.claim_id as family_id,
        case when remitted.state = 'paid' then header.claim_id end as final_claim_id,
        remitted.state,
        coalesce(remitted.final_paid, 0) as paid,
        remitted.net_paid,
        remitted.n_versions,
        case when remitted.net_paid <> coalesce(remitted.final_paid, 0) then 1 else remitted.orphan_flag end as orphan_flag,
        remitted.version_key,
        remitted.first_adjudication_date,
        remitted.last_adjudication_date
    from remitted
    inner join header
        on remitted.version_key = header.version_key
    union all
    select
        family_id,
        final_claim_id,
        state,
        paid,
        net_paid,
        n_versions,
        orphan_flag,
        version_key,
        first_adjudication_date,
        last_adjudication_date
    from adjusted
    union all
    select
        family_id,
        final_claim_id,
        state,
        paid,
        paid as net_paid,
        n_versions,
        orphan_flag,
        version_key,
        first_adjudication_date,
        last_adjudication_date
    from marked
)

select * from claim_family
