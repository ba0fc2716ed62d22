with recursive {{ supply_chain.uom_resolved(ref('int_item'), ref('int_item_uom'), ref('int_transaction')) }},

rejected as (
    select
        transactions.transaction_id,
        coalesce(uom_resolved.reason, 'quantity_too_large') as reason,
        'R-SCM-01' as rule_id,
        transactions.record_id
    from transactions
    inner join uom_resolved
        on
            transactions.item_id is not distinct from uom_resolved.item_id
            and transactions.vendor_id is not distinct from uom_resolved.vendor_id
            and transactions.uom is not distinct from uom_resolved.uom
    where
        uom_resolved.reason is not null
        or (
            transactions.quantity is not null
            and {{ supply_chain.in_base_units('transactions.quantity', 'uom_resolved.conversion_factor') }} is null
        )
)

select * from rejected
