{{ mesh_macros.union_mappings(
    [ref('map_sample__item_uom'), ref('map_openboxes__product_unit'), ref('map_openboxes__product_supplier')],
    supply_chain.item_uom()
) }}
