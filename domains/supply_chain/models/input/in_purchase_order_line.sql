{{ mesh_macros.union_mappings([ref('map_sample__purchase_order_line')], supply_chain.purchase_order_line()) }}
