{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_medical_claim_checked'), ref('stg_medical_claim_resent'), claims.medical_claim()
) }}
