with feed as (
    select * from {{ source('raw_supply_chain', 'sample_receipt') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('receipt_id') }} as receipt_id,
        {{ mesh_macros.qualified('po_id') }} as po_id,
        line,
        receipt_date,
        quantity,
        uom,
        lot,
        expiry_date,
        {{ mesh_macros.qualified('rejects_receipt_id') }} as rejects_receipt_id
    from feed
)

select * from renamed
