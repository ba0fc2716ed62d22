{{ mesh_macros.stage_resent(
    ref('stg_recall_checked'), supply_chain.recall(), ['recall_id', 'item_id', 'package_ndc', 'lot']
) }}
