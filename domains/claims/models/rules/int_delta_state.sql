with entries as (
    select * from {{ ref('int_claim_entry') }}
),

{#  The last entry decides whether a claim is void. The original describes it: adjustments may tell little but the difference. #}
ranked as (
    select
        *,
        row_number() over (
            partition by family_id
            order by posting_date desc nulls last, entry_type desc, version_key desc
        ) as entry_rank,
        row_number() over (
            partition by family_id
            order by
                case entry_type when 'original' then 1 when 'adjustment' then 2 else 3 end asc,
                posting_date desc nulls last,
                version_key desc
        ) as description_rank
    from entries
),

families as (
    select
        family_id,
        sum(paid) as net_paid,
        count(*) as n_versions,
        count(*) filter (where entry_type = 'original') as n_originals,
        count(*) filter (where coalesce(status, 'paid') <> 'denied') as n_not_denied,
        max(case when entry_rank = 1 then entry_type end) as last_entry_type,
        max(case when description_rank = 1 then claim_id end) as claim_id,
        max(case when description_rank = 1 then version_key end) as version_key,
        min(posting_date) as first_adjudication_date,
        max(posting_date) as last_adjudication_date
    from ranked
    group by family_id
),

judged as (
    select
        *,
        case
            when last_entry_type = 'void' then 'void'
            when net_paid <> 0 then 'paid'
            when n_not_denied = 0 then 'denied'
            else 'paid_zero'
        end as state
    from families
),

delta_state as (
    select
        family_id,
        case when state <> 'void' then claim_id end as final_claim_id,
        state,
        cast(case when state = 'void' then 0 else net_paid end as decimal(18, 2)) as paid,
        cast(case when state in ('paid', 'paid_zero') then 1 else 0 end as integer) as counted_claims,
        {{ claims.negative_paid_flag("case when state <> 'void' then net_paid end") }} as negative_paid_flag,
        cast(net_paid as decimal(18, 2)) as net_paid,
        cast(n_versions as integer) as n_versions,
        case when n_originals = 0 or (state = 'void' and net_paid <> 0) then 1 else 0 end as orphan_flag,
        version_key,
        first_adjudication_date,
        last_adjudication_date
    from judged
)

select * from delta_state
