{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_lot_checked'), ref('stg_lot_resent'), supply_chain.lot()
) }}
