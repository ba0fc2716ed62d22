{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_supplier_checked'), ref('stg_supplier_resent'), supply_chain.supplier()
) }}
