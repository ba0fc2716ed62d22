{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_payer_checked'), ref('stg_payer_resent'), members.payer()) }}
