{{ mesh_macros.union_mappings([ref('map_sample__contract_price')], supply_chain.contract_price()) }}
