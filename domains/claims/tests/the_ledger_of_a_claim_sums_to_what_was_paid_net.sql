{#  A difference means that a posting was lost, doubled or made up: cash and claims would tell different stories. #}
with ledger as (
    select
        family_id,
        sum(paid_amount) as posted
    from {{ ref('claim_ledger', v=1) }}
    group by family_id
),

claim_final as (
    select * from {{ ref('claim_final', v=1) }}
),

compared as (
    select
        coalesce(claim_final.family_id, ledger.family_id) as family_id,
        coalesce(ledger.posted, 0) as posted,
        claim_final.net_paid_amount
    from claim_final
    full outer join ledger
        on claim_final.family_id = ledger.family_id
)

select * from compared
where net_paid_amount is null or posted <> net_paid_amount
