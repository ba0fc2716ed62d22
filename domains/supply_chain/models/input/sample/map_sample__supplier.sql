with feed as (
    select * from {{ source('raw_supply_chain', 'sample_supplier') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('supplier_id') }} as supplier_id,
        supplier_name,
        country
    from feed
)

select * from renamed
