{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_item_uom_checked'), ref('stg_item_uom_resent'), supply_chain.item_uom()
) }}
