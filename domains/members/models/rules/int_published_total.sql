{{ mesh_macros.published_totals(ref('int_area_cell'), 'group_id', 'cell', 'n', var('min_publishable')) }}
