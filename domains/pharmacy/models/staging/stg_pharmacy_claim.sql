{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_pharmacy_claim_checked'), ref('stg_pharmacy_claim_resent'), pharmacy.pharmacy_claim()
) }}
