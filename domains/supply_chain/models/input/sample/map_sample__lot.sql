with feed as (
    select * from {{ source('raw_supply_chain', 'sample_lot') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('item_id') }} as item_id,
        lot,
        expiry_raw,
        {{ supply_chain.expiry_text('expiry_raw') }} as expiry_date
    from feed
)

select * from renamed
