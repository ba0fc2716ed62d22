with demographics as (
    select * from {{ ref('int_person_demographics') }}
),

ages as (
    select * from {{ ref('int_person_age') }}
),

areas as (
    select * from {{ ref('int_person_zip3') }}
),

spans as (
    select * from {{ ref('int_coverage_span') }}
),

crosswalk as (
    select * from {{ ref('int_person_crosswalk') }}
),

ids as (
    select
        person_id,
        cast(count(*) as integer) as member_ids
    from crosswalk
    group by person_id
),

covered as (
    select
        person_id,
        min(start_date) as first_covered_on,
        max(end_date) as covered_until
    from spans
    group by person_id
),

person as (
    select
        ids.person_id,
        demographics.first_name,
        demographics.middle_name,
        demographics.last_name,
        demographics.name_suffix,
        demographics.gender,
        demographics.race,
        demographics.ethnicity,
        demographics.birth_date,
        demographics.death_date,
        ages.age,
        ages.reason as age_reason,
        ages.reference_date as age_as_of,
        demographics.age_band,
        ages.deid_age,
        demographics.address,
        demographics.city,
        demographics.county,
        demographics.state,
        demographics.zip_code,
        areas.zip3,
        areas.reason as zip3_reason,
        demographics.phone,
        demographics.email,
        demographics.language,
        demographics.payer,
        demographics.plan,
        demographics.line_of_business,
        demographics.group_id,
        demographics.group_name,
        demographics.subscriber_id,
        demographics.subscriber_relation,
        demographics.medicare_status_code,
        demographics.entitlement_reason_code,
        demographics.dual_status_code,
        covered.first_covered_on,
        covered.covered_until,
        ids.member_ids,
        demographics.data_source
    from ids
    left join demographics
        on ids.person_id = demographics.person_id
    left join ages
        on ids.person_id = ages.row_id
    left join areas
        on ids.person_id = areas.row_id
    left join covered
        on ids.person_id = covered.person_id
)

select * from person
