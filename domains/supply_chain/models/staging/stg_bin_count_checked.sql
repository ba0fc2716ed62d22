{{ mesh_macros.stage_checked(
    ref('in_bin_count'),
    supply_chain.bin_count(),
    key=['count_date', 'location_id', 'bin', 'item_id', 'lot'],
    optional_key=['bin', 'lot'],
    required=['quantity', 'uom'],
) }}
