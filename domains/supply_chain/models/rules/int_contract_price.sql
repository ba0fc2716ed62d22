{#  Contract prices of one base unit. #}
with prices as (
    select * from {{ ref('stg_contract_price') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

contract_price as (
    select
        prices.contract_id,
        prices.supplier_id,
        prices.item_id,
        prices.valid_from,
        coalesce(prices.valid_to, date '9999-12-31') as valid_to,
        prices.unit_price / base_quantities.conversion_factor as unit_price
    from prices
    inner join base_quantities
        on prices.record_id = base_quantities.record_id
)

select * from contract_price
