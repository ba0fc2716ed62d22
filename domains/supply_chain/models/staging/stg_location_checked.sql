{{ mesh_macros.stage_checked(
    ref('in_location'),
    supply_chain.location(),
    key=['location_id'],
) }}
