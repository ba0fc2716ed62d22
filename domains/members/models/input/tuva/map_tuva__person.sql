{#  Tuva's person_id stands for the person where an identity resolution gave one; without it, it is the member_id once more. #}
with feed as (
    select * from {{ source('raw_members', 'tuva_eligibility') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('member_id') }} as prior_member_id,
        {{ mesh_macros.qualified('person_id') }} as current_member_id,
        cast(_file_date as varchar) as effective_date
    from feed
    where person_id <> member_id
)

select * from renamed
