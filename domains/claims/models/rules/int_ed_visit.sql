with {{ claims.ed_visit_claim(ref('int_ed_claim')) }},

stays as (
    select * from {{ ref('int_inpatient_stay') }}
),

visits as (
    select
        person_id,
        visit_facility_id as facility_id,
        visit_date,
        max(greatest(coalesce(thru_date, from_date), visit_date)) as end_date,
        coalesce(min(case when is_facility = 1 then claim_id end), min(claim_id)) as visit_id,
        cast(count(*) as integer) as claims,
        cast(1 - max(is_facility) as integer) as professional_only,
        cast(sum(paid) as decimal(18, 2)) as paid,
        max(payer) as payer,
        max(plan) as plan,
        max(data_source) as data_source
    from ed_visit_claim
    group by person_id, visit_facility_id, visit_date
),

followed as (
    select
        visits.*,
        stays.stay_id,
        case when stays.admit_date is not null then 1 else 0 end as admitted,
        row_number() over (
            partition by visits.person_id, visits.facility_id, visits.visit_date
            order by stays.admit_date asc, stays.facility_id asc nulls last, stays.stay_id asc
        ) as choice
    from visits
    left join stays
        on
            visits.person_id = stays.person_id
            and stays.admit_date between visits.visit_date
            and {{ mesh_macros.add_days('visits.visit_date', var('admit_window_days')) }}
),

ed_visit as (
    select
        visit_id,
        person_id,
        facility_id,
        visit_date,
        end_date,
        claims,
        professional_only,
        admitted,
        stay_id,
        paid,
        payer,
        plan,
        data_source
    from followed
    where choice = 1
)

select * from ed_visit
