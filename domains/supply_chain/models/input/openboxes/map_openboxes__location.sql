{#  Places and their bins. A bin's name is unique within its place only. Suppliers stand in the same list and are mapped apart. #}
with feed as (
    select * from {{ source('raw_supply_chain', 'openboxes_location') }}
    where locationtype is distinct from 'Supplier'
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified("lower(concat_ws('/', \"parentLocation\", name))") }} as location_id,
        name as location_name,
        lower(locationtype) as location_type,
        stateorprovince as state
    from feed
)

select * from renamed
