{#  Items, suppliers and places have no codes in this source: their names are their ids. A line has no number of its
    own within an order, so the row's id serves as one. #}
with feed as (
    select * from {{ source('raw_supply_chain', 'scms_delivery') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('id') }} as delivery_id,
        {{ mesh_macros.qualified('"po / so #"') }} as po_id,
        id as line,
        {{ mesh_macros.qualified('vendor') }} as supplier_id,
        vendor as supplier_name,
        {{ mesh_macros.qualified('country') }} as location_id,
        country,
        {{ mesh_macros.qualified('"item description"') }} as item_id,
        "item description" as description,
        "product group" as category,
        "sub classification" as sub_category,
        "molecule/test type" as generic_name,
        brand,
        dosage as strength,
        "dosage form" as dosage_form,
        "unit of measure (per pack)" as units_per_pack,
        "line item quantity" as ordered_qty,
        "line item value" as line_value,
        "pack price" as pack_price,
        "unit price" as unit_price,
        {{ supply_chain.delivery_date_text('"pq first sent to client date"') }} as quote_date,
        {{ supply_chain.delivery_date_note('"pq first sent to client date"') }} as quote_date_note,
        {{ supply_chain.delivery_date_text('"po sent to vendor date"') }} as order_date,
        {{ supply_chain.delivery_date_note('"po sent to vendor date"') }} as order_date_note,
        {{ supply_chain.delivery_date('"scheduled delivery date"') }} as promised_date,
        {{ supply_chain.delivery_date('"delivered to client date"') }} as receipt_date,
        {{ supply_chain.delivery_date_text('"delivery recorded date"') }} as recorded_date,
        {{ supply_chain.delivery_date_note('"delivery recorded date"') }} as recorded_date_note,
        "asn/dn #" as delivery_note_id,
        "shipment mode" as shipment_mode,
        "vendor inco term" as incoterm,
        {{ supply_chain.number_text('"weight (kilograms)"') }} as weight_kg,
        {{ supply_chain.number_note('"weight (kilograms)"') }} as weight_note,
        {{ supply_chain.number_text('"freight cost (usd)"') }} as freight_amount,
        {{ supply_chain.number_note('"freight cost (usd)"') }} as freight_note,
        "line item insurance (usd)" as insurance_amount
    from feed
)

select * from renamed
