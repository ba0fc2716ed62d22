{{ mesh_macros.stage_resent(
    ref('stg_contract_price_checked'), supply_chain.contract_price(), ['contract_id', 'item_id', 'uom']
) }}
