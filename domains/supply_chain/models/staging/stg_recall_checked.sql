{{ mesh_macros.stage_checked(
    ref('in_recall'),
    supply_chain.recall(),
    key=['recall_id', 'item_id', 'package_ndc', 'lot'],
    optional_key=['item_id', 'package_ndc', 'lot'],
    required_when={'item_id': 'package_ndc is null and product_description is null'},
) }}
