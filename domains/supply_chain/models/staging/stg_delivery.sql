{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_delivery_checked'), ref('stg_delivery_resent'), supply_chain.delivery()
) }}
