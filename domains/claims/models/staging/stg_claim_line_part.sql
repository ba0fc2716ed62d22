{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_claim_line_part_checked'), ref('stg_claim_line_part_resent'), claims.claim_line_part()
) }}
