{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_purchase_order_line_checked'), ref('stg_purchase_order_line_resent'), supply_chain.purchase_order_line()
) }}
