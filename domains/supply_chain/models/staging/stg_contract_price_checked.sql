{{ mesh_macros.stage_checked(
    ref('in_contract_price'),
    supply_chain.contract_price(),
    key=['contract_id', 'item_id', 'uom'],
    required=['supplier_id', 'unit_price', 'valid_from'],
) }}
