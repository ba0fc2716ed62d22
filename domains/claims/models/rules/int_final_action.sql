{#  A source may keep every state of a claim and mark the final one. One row per claim: of states marked final the settled one
    counts before a copy that is still in another system, then the one marked latest, then the last received. Without a final
    state nothing stands yet, or any more. #}
with headers as (
    select * from {{ ref('int_claim_header') }}
    where adjustment_style = 'final_action'
),

marks as (
    select * from {{ ref('stg_claim_header') }}
    where header_part = 'claim'
),

crosswalk as (
    select * from {{ ref('members', 'person_crosswalk', v=1) }}
),

states as (
    select
        headers.version_key,
        headers.claim_id,
        headers.claim_status,
        headers.adjudication_date,
        headers.paid_amount,
        coalesce(
            headers.natural_key || '|' || coalesce(crosswalk.person_id, headers.member_id), headers.claim_id
        ) as family_id,
        marks.final_action = 'Y' as is_final,
        marks.settled,
        marks.latest,
        marks.received_date
    from headers
    inner join marks
        on headers.claim_id = marks.claim_id
    left join crosswalk
        on headers.member_id = crosswalk.member_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by family_id
            order by
                is_final desc nulls last,
                settled desc nulls last,
                latest desc nulls last,
                received_date desc nulls last,
                claim_id asc
        ) as place,
        count(*) over (partition by family_id) as n_versions,
        min(adjudication_date) over (partition by family_id) as first_adjudication_date,
        max(adjudication_date) over (partition by family_id) as last_adjudication_date,
        max(settled) over (partition by family_id) as any_settled
    from states
),

final_action as (
    select
        family_id,
        case when is_final then claim_id end as final_claim_id,
        case
            when is_final then claim_status
            when any_settled = 1 then 'void'
            else 'pending'
        end as state,
        cast(case when is_final then paid_amount else 0 end as decimal(18, 2)) as paid,
        cast(n_versions as integer) as n_versions,
        0 as orphan_flag,
        version_key,
        first_adjudication_date,
        last_adjudication_date
    from ranked
    where place = 1
)

select * from final_action
