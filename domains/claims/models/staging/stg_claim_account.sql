{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_claim_account_checked'), ref('stg_claim_account_resent'), claims.claim_account()
) }}
