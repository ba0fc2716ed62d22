{{ mesh_macros.stage_resent(
    ref('stg_supplier_checked'), supply_chain.supplier(), ['supplier_id']
) }}
