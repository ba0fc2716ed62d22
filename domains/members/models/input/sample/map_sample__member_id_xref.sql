with feed as (
    select * from {{ source('raw_members', 'sample_member_id_xref') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('prior_member_id') }} as prior_member_id,
        {{ mesh_macros.qualified('current_member_id') }} as current_member_id,
        effective_date
    from feed
)

select * from renamed
