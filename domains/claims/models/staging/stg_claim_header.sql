{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_claim_header_checked'), ref('stg_claim_header_resent'), claims.claim_header()
) }}
