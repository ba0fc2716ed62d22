{#  Entries of feeds that send only what changed (delta), with the claim that they belong to: the one that their references lead
    to, or the one whose id they share. #}
with recursive header as (
    select * from {{ ref('int_claim_header') }}
    where adjustment_style = 'delta'
),

{{ claims.claim_root('header') }},

claim_entry as (
    select
        coalesce(claim_root.family_id, header.claim_id) as family_id,
        header.claim_id,
        {#  A feed that has no word for it says it with the frequency of the claim, or by referring to another claim. #}
        case
            when header.transaction_type is not null then header.transaction_type
            when header.frequency_code = '8' then 'void'
            when header.frequency_code = '7' or claim_root.claim_id is not null then 'adjustment'
            else 'original'
        end as entry_type,
        header.claim_status as status,
        header.adjudication_date as posting_date,
        header.paid_amount as paid,
        header.version_key
    from header
    left join claim_root
        on header.claim_id = claim_root.claim_id
)

select * from claim_entry
