with spend as (
    select * from {{ ref('int_spend') }}
),

items as (
    select * from {{ ref('int_item') }}
),

suppliers as (
    select * from {{ ref('int_supplier') }}
),

totals as (
    select
        item_id,
        supplier_id,
        month_start,
        {%- for count, condition in {
            'order_lines': "told_by = 'order'",
            'invoice_lines': "told_by = 'invoice'",
            'matched_lines': "match_status in ('match', 'credit')",
            'not_received_lines': "match_status = 'not_received'",
            'qty_variance_lines': "match_status = 'qty_variance'",
            'price_variance_lines': "match_status = 'price_variance'",
            'price_unknown_lines': "match_status = 'price_unknown'",
        }.items() %}
        cast(sum(case when {{ condition }} then 1 else 0 end) as integer) as {{ count }},
        {%- endfor %}
        sum(case when told_by = 'order' then quantity else 0 end) as ordered_quantity,
        sum(case when told_by = 'order' then line_value else 0 end) as ordered_value,
        sum(cancelled_value) as cancelled_value,
        sum(on_contract_value) as on_contract_value,
        sum(contract_kept_value) as contract_kept_value,
        sum(contract_variance_amount) as contract_variance_amount,
        sum(case when told_by = 'invoice' then quantity else 0 end) as invoiced_quantity,
        sum(case when told_by = 'invoice' then line_value else 0 end) as invoiced_value,
        sum(price_variance_amount) as price_variance_amount,
        sum(amount_at_stake) as amount_at_stake
    from spend
    group by item_id, supplier_id, month_start
),

procurement_spend as (
    select
        totals.item_id,
        totals.supplier_id,
        totals.month_start,
        {{ mesh_macros.month_key('totals.month_start') }} as year_month,
        items.description as item_description,
        suppliers.supplier_name,
        totals.order_lines,
        cast(totals.ordered_quantity as decimal(18, 4)) as ordered_quantity,
        items.base_uom,
        cast(coalesce(totals.ordered_value, 0) as decimal(18, 2)) as ordered_value,
        cast(coalesce(totals.cancelled_value, 0) as decimal(18, 2)) as cancelled_value,
        cast(coalesce(totals.on_contract_value, 0) as decimal(18, 2)) as on_contract_value,
        cast(coalesce(totals.contract_kept_value, 0) as decimal(18, 2)) as contract_kept_value,
        {{ supply_chain.six_places('totals.contract_kept_value / nullif(cast(totals.on_contract_value as double), 0)') }}
            as contract_compliance,
        cast(coalesce(totals.contract_variance_amount, 0) as decimal(18, 2)) as contract_variance_amount,
        totals.invoice_lines,
        cast(totals.invoiced_quantity as decimal(18, 4)) as invoiced_quantity,
        cast(totals.invoiced_value as decimal(18, 2)) as invoiced_value,
        cast(coalesce(totals.price_variance_amount, 0) as decimal(18, 2)) as price_variance_amount,
        totals.matched_lines,
        totals.not_received_lines,
        totals.qty_variance_lines,
        totals.price_variance_lines,
        totals.price_unknown_lines,
        cast(coalesce(totals.amount_at_stake, 0) as decimal(18, 2)) as amount_at_stake
    from totals
    left join items
        on totals.item_id = items.item_id
    left join suppliers
        on totals.supplier_id = suppliers.supplier_id
)

select * from procurement_spend
