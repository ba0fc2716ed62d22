{{ mesh_macros.stage_resent(ref('stg_account_entry_checked'), claims.account_entry(), ['entry_id']) }}
