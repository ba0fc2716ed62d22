with crosswalk as (
    select * from {{ ref('int_person_crosswalk') }}
),

person_crosswalk as (
    select
        member_id,
        person_id,
        hops
    from crosswalk
)

select * from person_crosswalk
