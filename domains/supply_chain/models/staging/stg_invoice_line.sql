{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_invoice_line_checked'), ref('stg_invoice_line_resent'), supply_chain.invoice_line()
) }}
