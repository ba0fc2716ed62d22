{{ mesh_macros.union_mappings([ref('map_sample__invoice_line')], supply_chain.invoice_line()) }}
