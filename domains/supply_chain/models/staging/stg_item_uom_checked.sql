{{ mesh_macros.stage_checked(
    ref('in_item_uom'),
    supply_chain.item_uom(),
    key=['item_id', 'vendor_id', 'uom'],
    optional_key=['vendor_id'],
    required=['factor', 'to_uom'],
) }}
