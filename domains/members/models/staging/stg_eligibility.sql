{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_eligibility_checked'), ref('stg_eligibility_resent'), members.eligibility()) }}
