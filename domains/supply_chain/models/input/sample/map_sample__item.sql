with feed as (
    select * from {{ source('raw_supply_chain', 'sample_item') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('item_id') }} as item_id,
        description,
        item_type,
        ndc,
        cast(_ndc_numeric as varchar) as ndc_numeric,
        gtin14,
        base_uom,
        storage,
        abc_override
    from feed
)

select * from renamed
