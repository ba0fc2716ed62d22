{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_recall_checked'), ref('stg_recall_resent'), supply_chain.recall()
) }}
