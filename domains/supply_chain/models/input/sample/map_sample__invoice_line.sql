with feed as (
    select * from {{ source('raw_supply_chain', 'sample_invoice_line') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('invoice_id') }} as invoice_id,
        invoice_line,
        {{ mesh_macros.qualified('po_id') }} as po_id,
        line,
        {{ mesh_macros.qualified('supplier_id') }} as supplier_id,
        invoice_date,
        quantity,
        uom,
        unit_price
    from feed
)

select * from renamed
