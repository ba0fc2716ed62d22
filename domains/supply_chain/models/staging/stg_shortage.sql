{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_shortage_checked'), ref('stg_shortage_resent'), supply_chain.shortage()
) }}
