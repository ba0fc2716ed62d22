{{ mesh_macros.stage_checked(
    ref('in_shortage'),
    supply_chain.shortage(),
    key=['package_ndc', 'listing_id'],
) }}
