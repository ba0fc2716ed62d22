{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_receipt_checked'), ref('stg_receipt_resent'), supply_chain.receipt()
) }}
