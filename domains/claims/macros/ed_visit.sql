{#  R-CLM-10, common table expressions: every emergency claim with the visit that it belongs to, `ed_visit_claim`.

    relation  emergency claims: claim_id, person_id, claim_type, facility_id, from_date, thru_date

    A facility claim makes the visit of its person, facility and first day. A professional claim joins the facility visit that was
    going on at its day, at the lowest facility and the earliest visit should there be several, else it makes one of its own. #}
{% macro ed_visit_claim(relation) -%}
ed_claim as (
    select * from {{ relation }}
),

facility_visit as (
    select
        person_id,
        facility_id,
        from_date as visit_date,
        max(greatest(coalesce(thru_date, from_date), from_date)) as end_date
    from ed_claim
    where claim_type = 'institutional'
    group by person_id, facility_id, from_date
),

attended as (
    select
        ed_claim.claim_id,
        facility_visit.facility_id,
        facility_visit.visit_date,
        row_number() over (
            partition by ed_claim.claim_id
            order by facility_visit.facility_id asc nulls last, facility_visit.visit_date asc
        ) as choice
    from ed_claim
    inner join facility_visit
        on
            ed_claim.person_id = facility_visit.person_id
            and ed_claim.from_date between facility_visit.visit_date and facility_visit.end_date
    where ed_claim.claim_type <> 'institutional'
),

chosen as (
    select * from attended
    where choice = 1
),

ed_visit_claim as (
    select
        ed_claim.*,
        case when ed_claim.claim_type = 'institutional' then ed_claim.facility_id else chosen.facility_id end as visit_facility_id,
        coalesce(chosen.visit_date, ed_claim.from_date) as visit_date,
        case when ed_claim.claim_type = 'institutional' then 1 else 0 end as is_facility
    from ed_claim
    left join chosen
        on ed_claim.claim_id = chosen.claim_id
)
{%- endmacro %}
