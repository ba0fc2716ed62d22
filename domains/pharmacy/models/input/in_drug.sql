{{ mesh_macros.union_mappings([ref('map_sample__drug')], pharmacy.drug()) }}
