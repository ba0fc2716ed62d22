{#  What stands of every claim, whichever way its payer corrects claims: a row per family, with the version that describes it. #}
with replaced as (
    select * from {{ ref('int_claim_final') }}
),

remitted as (
    select * from {{ ref('int_remittance_state') }}
),

adjusted as (
    select * from {{ ref('int_delta_state') }}
),

header as (
    select * from {{ ref('int_claim_header') }}
),

setting as (
    select * from {{ ref('int_service_setting') }}
),

crosswalk as (
    select * from {{ ref('members', 'person_crosswalk', v=1) }}
),

families as (
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
),

standing as (
    select
        families.family_id,
        families.version_key,
        families.final_claim_id,
        {#  A payment by remittance may be one of nothing, for a claim that was denied. #}
        case
            when
                families.state = 'paid'
                and header.claim_status = 'denied'
                and header.adjustment_style in ('reverse', 'debit_credit')
                then 'denied'
            else families.state
        end as final_status,
        cast(families.paid as decimal(18, 2)) as paid,
        cast(families.net_paid as decimal(18, 2)) as net_paid,
        families.n_versions,
        families.orphan_flag,
        families.first_adjudication_date,
        families.last_adjudication_date,
        header.member_id,
        {#  A member id that the members domain has never seen stands for itself. #}
        coalesce(crosswalk.person_id, header.member_id) as person_id,
        header.claim_start_date,
        header.claim_end_date,
        setting.setting,
        setting.ed_flag
    from families
    inner join header
        on families.version_key = header.version_key
    inner join setting
        on header.claim_id = setting.claim_id
    left join crosswalk
        on header.member_id = crosswalk.member_id
),

claim_standing as (
    select
        *,
        case when final_status in ('paid', 'paid_zero') then 1 else 0 end as counted_claims
    from standing
)

select * from claim_standing
