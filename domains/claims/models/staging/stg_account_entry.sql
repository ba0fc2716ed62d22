{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_account_entry_checked'), ref('stg_account_entry_resent'), claims.account_entry()
) }}
