{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_claim_code_checked'), ref('stg_claim_code_resent'), claims.claim_code()) }}
