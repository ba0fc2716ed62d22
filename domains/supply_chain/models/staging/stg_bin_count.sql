{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_bin_count_checked'), ref('stg_bin_count_resent'), supply_chain.bin_count()
) }}
