with feed as (
    select * from {{ source('raw_supply_chain', 'sample_location') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('location_id') }} as location_id,
        location_name,
        location_type,
        state
    from feed
)

select * from renamed
