{#  What stands of every claim, whichever way its payer corrects claims: a row per family, with the version that describes it. #}
with families as (
    select * from {{ ref('int_claim_family') }}
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
