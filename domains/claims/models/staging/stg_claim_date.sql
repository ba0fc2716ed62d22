{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_claim_date_checked'), ref('stg_claim_date_resent'), claims.claim_date()) }}
