with demographics as (
    select * from {{ ref('int_person_demographics') }}
),

ages as (
    select * from {{ ref('int_person_age') }}
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

person as (
    select
        ids.person_id,
        demographics.first_name,
        demographics.last_name,
        demographics.gender,
        demographics.race,
        demographics.birth_date,
        demographics.death_date,
        ages.age,
        ages.reason as age_reason,
        ages.reference_date as age_as_of,
        demographics.age_band,
        demographics.address,
        demographics.city,
        demographics.county,
        demographics.state,
        demographics.zip_code,
        demographics.phone,
        demographics.email,
        demographics.language,
        ids.member_ids,
        demographics.data_source
    from ids
    left join demographics
        on ids.person_id = demographics.person_id
    left join ages
        on ids.person_id = ages.row_id
)

select * from person
