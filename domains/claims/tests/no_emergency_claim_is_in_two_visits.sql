{#  Every emergency claim is in one visit and the visits count no other: a doctor's claim beside two hospitals counts once. #}
with claims_of_visits as (
    select
        claim_id,
        person_id,
        visit_facility_id as facility_id,
        visit_date
    from {{ ref('int_ed_visit_claim') }}
),

in_two_visits as (
    select claim_id
    from claims_of_visits
    group by claim_id
    having count(*) > 1
),

lost as (
    select claims_sent.claim_id
    from {{ ref('int_ed_claim') }} as claims_sent
    left join claims_of_visits
        on claims_sent.claim_id = claims_of_visits.claim_id
    where claims_of_visits.claim_id is null
),

counted as (
    select
        person_id,
        facility_id,
        visit_date,
        count(*) as claim_count
    from claims_of_visits
    group by person_id, facility_id, visit_date
),

miscounted as (
    select coalesce(visits.visit_id, counted.person_id) as claim_id
    from counted
    full outer join {{ ref('ed_visit', v=1) }} as visits
        on
            counted.person_id = visits.person_id
            and counted.visit_date = visits.visit_date
            and coalesce(counted.facility_id, '') = coalesce(visits.facility_id, '')
    where counted.claim_count is distinct from visits.claim_count
)

select * from in_two_visits
union all
select * from lost
union all
select * from miscounted
