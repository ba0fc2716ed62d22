{{ mesh_macros.stage_checked(
    ref('in_delivery'),
    supply_chain.delivery(),
    key=['delivery_id'],
    required=['po_id', 'supplier_id', 'location_id', 'item_id', 'units_per_pack', 'ordered_qty', 'promised_date'],
) }}
