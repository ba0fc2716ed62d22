{{ mesh_macros.stage_checked(
    ref('in_supplier'),
    supply_chain.supplier(),
    key=['supplier_id'],
) }}
