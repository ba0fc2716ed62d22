{{ mesh_macros.stage_resent(
    ref('stg_shortage_checked'), supply_chain.shortage(), ['package_ndc', 'listing_id']
) }}
