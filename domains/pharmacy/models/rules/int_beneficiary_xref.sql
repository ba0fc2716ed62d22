{{ config(materialized='view') }}

{#  Former ids of people with the id that stands for them now. #}
with crosswalk as (
    select * from {{ ref('members', 'person_crosswalk', v=1) }}
),

beneficiary_xref as (
    select
        member_id as prvs_num,
        person_id as crnt_num
    from crosswalk
    where hops > 0
)

select * from beneficiary_xref
