{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_member_id_xref_checked'), ref('stg_member_id_xref_resent'), members.member_id_xref()
) }}
