with remittance as (
    select * from {{ ref('int_remittance') }}
),

batches as (
    select distinct batch as after_batch from remittance
),

{#  A set: the same entry sent twice is one entry. The amount that has to agree is the claim's, whatever became of its lines. #}
entries as (
    select distinct
        batches.after_batch,
        remittance.claim_id,
        remittance.entry_claim_id,
        coalesce(remittance.keeps_open, false) as keeps_open,
        coalesce(remittance.claim_status_code = '22', false) as is_reversal,
        remittance.adjudication_date,
        coalesce(remittance.entry_order, case when remittance.claim_status_code = '22' then 2 else 1 end) as entry_order,
        remittance.paid,
        remittance.version_key,
        coalesce(remittance.header_paid, remittance.paid)
        * case when remittance.claim_status_code = '22' then -1 else 1 end as amount
    from remittance
    inner join batches
        on remittance.batch <= batches.after_batch
),

{#  Matching the latest open payment is a stack: a payment puts its amount on top, a reversal takes the top off. `balance` counts
    them per amount; its lowest point so far tells how many reversals met an empty stack. #}
counted as (
    select
        *,
        sum(case when is_reversal then -1 else 1 end) over in_order as balance
    from entries
    window in_order as (
        partition by after_batch, claim_id, amount
        order by adjudication_date asc nulls first, entry_order asc, version_key asc
        rows between unbounded preceding and current row
    )
),

stacked as (
    select
        *,
        balance - least(0, min(balance) over in_order) as height,
        coalesce(least(0, min(balance) over before_it), 0) > balance as meets_empty_stack
    from counted
    window
        in_order as (
            partition by after_batch, claim_id, amount
            order by adjudication_date asc nulls first, entry_order asc, version_key asc
            rows between unbounded preceding and current row
        ),
        before_it as (
            partition by after_batch, claim_id, amount
            order by adjudication_date asc nulls first, entry_order asc, version_key asc
            rows between unbounded preceding and 1 preceding
        )
),

{#  A payment stays open when the stack never again falls below it. #}
matched as (
    select
        *,
        not is_reversal and coalesce(min(height) over after_it >= height, true) as is_open_payment
    from stacked
    window after_it as (
        partition by after_batch, claim_id, amount
        order by adjudication_date asc nulls first, entry_order asc, version_key asc
        rows between 1 following and unbounded following
    )
),

{#  The entry that describes the claim: the latest open payment, else the latest payment, else the latest reversal. #}
ranked as (
    select
        *,
        row_number() over (
            partition by after_batch, claim_id
            order by is_open_payment desc, is_reversal asc, adjudication_date desc nulls last, paid desc, version_key asc
        ) as entry_rank
    from matched
),

families as (
    select
        *,
        case
            when keeps_open and is_open_payment and entry_rank > 1 then claim_id || '|' || entry_claim_id
            else claim_id
        end as family_id
    from ranked
),

claim_state as (
    select
        after_batch,
        family_id as claim_id,
        case
            when count(*) filter (where is_open_payment) > 0 then 'paid'
            when count(*) filter (where not is_reversal) > 0 then 'void'
            else 'orphan_reversal'
        end as state,
        cast(max(case when is_open_payment then 1 else 0 end) as integer) as counted_claims,
        cast(sum(paid) as decimal(18, 2)) as net_paid,
        max(case when (entry_rank = 1 or family_id <> claim_id) and is_open_payment then paid end) as final_paid,
        cast(max(case when is_reversal and meets_empty_stack then 1 else 0 end) as integer) as orphan_flag,
        cast(count(*) as integer) as n_versions,
        max(case when entry_rank = 1 or family_id <> claim_id then version_key end) as version_key,
        min(adjudication_date) as first_adjudication_date,
        max(adjudication_date) as last_adjudication_date
    from families
    group by after_batch, family_id
)

select * from claim_state
