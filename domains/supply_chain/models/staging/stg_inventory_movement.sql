{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_inventory_movement_checked'), ref('stg_inventory_movement_resent'), supply_chain.inventory_movement()
) }}
