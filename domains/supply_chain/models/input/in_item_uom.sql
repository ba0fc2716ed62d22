{{ mesh_macros.union_mappings([ref('map_sample__item_uom')], supply_chain.item_uom()) }}
