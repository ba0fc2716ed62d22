{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    claims.claim_line_checked(ref('stg_claim_line_raw')),
    claims.claim_line_resent(ref('stg_claim_line_raw')),
    claims.claim_line(),
) }}
