{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_item_checked'), ref('stg_item_resent'), supply_chain.item()
) }}
