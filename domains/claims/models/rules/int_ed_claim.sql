{#  Final claims in which an emergency department took part: facility claims with its revenue codes, professional claims from its
    place of service. A patient who is admitted has no outpatient claim of the hospital, its emergency service is billed with the stay. #}
with standing as (
    select * from {{ ref('int_claim_standing') }}
    where
        ed_flag = 1
        and counted_claims = 1
        and person_id is not null
        and (setting <> 'inpatient_acute' or {{ 'true' if var('ed_visits_from_stays') else 'false' }})
),

header as (
    select * from {{ ref('int_claim_header') }}
),

claims_in_full as (
    select
        standing.family_id as claim_id,
        standing.person_id,
        header.claim_type,
        header.facility_id,
        standing.claim_start_date,
        standing.claim_end_date,
        standing.setting = 'inpatient_acute' as is_stay,
        coalesce(header.admission_date, standing.claim_start_date) as admission_date,
        standing.paid,
        header.payer,
        header.plan,
        header.data_source
    from standing
    inner join header
        on standing.version_key = header.version_key
),

{#  The bills of one admission are one visit, from its first day to the admission. Their payment is that of the stay. #}
ed_claim as (
    select
        claim_id,
        person_id,
        claim_type,
        facility_id,
        case
            when is_stay
                then least(
                    min(claim_start_date) over (partition by person_id, facility_id, is_stay, admission_date), admission_date
                )
            else claim_start_date
        end as from_date,
        case when is_stay then admission_date else claim_end_date end as thru_date,
        cast(case when is_stay then 0 else paid end as decimal(18, 2)) as paid,
        payer,
        plan,
        data_source
    from claims_in_full
)

select * from ed_claim
where from_date is not null
