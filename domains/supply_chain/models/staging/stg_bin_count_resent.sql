{{ mesh_macros.stage_resent(
    ref('stg_bin_count_checked'), supply_chain.bin_count(), ['count_date', 'location_id', 'bin', 'item_id', 'lot']
) }}
