{#  A member list without coverage; social security numbers stay in the feed and are not mapped. #}
with feed as (
    select * from {{ source('raw_members', 'carebridge_member') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('member_id') }} as member_id,
        case
            when position(' ' in trim(member_name)) > 0
                then substring(trim(member_name), 1, position(' ' in trim(member_name)) - 1)
        end as first_name,
        substring(trim(member_name), position(' ' in trim(member_name)) + 1) as last_name,
        age_group as age_band,
        county,
        state,
        phone,
        email
    from feed
)

select * from renamed
