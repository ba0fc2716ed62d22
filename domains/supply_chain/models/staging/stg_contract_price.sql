{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(
    ref('stg_contract_price_checked'), ref('stg_contract_price_resent'), supply_chain.contract_price()
) }}
