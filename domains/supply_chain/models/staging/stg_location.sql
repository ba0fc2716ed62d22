{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_location_checked'), ref('stg_location_resent'), supply_chain.location()
) }}
