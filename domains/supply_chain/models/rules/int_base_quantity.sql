with recursive {{ supply_chain.uom_resolved(ref('int_item'), ref('int_item_uom'), ref('int_transaction')) }},

base_quantity as (
    select
        transactions.transaction_id,
        transactions.quantity,
        transactions.uom,
        {{ supply_chain.in_base_units('transactions.quantity', 'uom_resolved.conversion_factor') }} as base_quantity,
        uom_resolved.base_uom,
        {{ supply_chain.in_base_units('transactions.unit_cost', '(1 / uom_resolved.conversion_factor)') }} as base_unit_cost,
        uom_resolved.conversion_factor,
        transactions.record_id
    from transactions
    inner join uom_resolved
        on
            transactions.item_id is not distinct from uom_resolved.item_id
            and transactions.vendor_id is not distinct from uom_resolved.vendor_id
            and transactions.uom is not distinct from uom_resolved.uom
    where
        uom_resolved.reason is null
        and (
            transactions.quantity is null
            or {{ supply_chain.in_base_units('transactions.quantity', 'uom_resolved.conversion_factor') }} is not null
        )
)

select * from base_quantity
