{#  The contract that an order line falls under: of those with its supplier on the day of the order the one that began last, of
    several the cheapest. #}
with po_lines as (
    select * from {{ ref('int_po_line') }}
),

contract_prices as (
    select * from {{ ref('int_contract_price') }}
),

dated as (
    select
        *,
        coalesce(order_date, promised_date) as spent_on
    from po_lines
),

ranked as (
    select
        dated.po_id,
        dated.line,
        dated.ordered_qty,
        dated.unit_price,
        contract_prices.contract_id,
        contract_prices.unit_price as contract_unit_price,
        row_number() over (
            partition by dated.po_id, dated.line
            order by contract_prices.valid_from desc, contract_prices.unit_price asc, contract_prices.contract_id asc
        ) as place
    from dated
    inner join contract_prices
        on
            dated.supplier_id = contract_prices.supplier_id
            and dated.item_id = contract_prices.item_id
            and dated.spent_on >= contract_prices.valid_from
            and dated.spent_on <= contract_prices.valid_to
),

po_line_contract as (
    select
        po_id,
        line,
        contract_id,
        contract_unit_price,
        case when unit_price > contract_unit_price * (1 + {{ var('price_tolerance') }}) + 0.000000001 then 0 else 1 end
            as kept_flag,
        cast((unit_price - contract_unit_price) * ordered_qty as decimal(18, 2)) as contract_variance_amount
    from ranked
    where place = 1
)

select * from po_line_contract
