{{ mesh_macros.stage_resent(
    ref('stg_location_checked'), supply_chain.location(), ['location_id']
) }}
