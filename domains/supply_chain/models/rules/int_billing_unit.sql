{#  How much of an item's base unit one billing unit (EA, ML, GM) of its product is; 1 where nobody tells. #}
with items as (
    select * from {{ ref('int_item') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

billing_unit as (
    select
        items.ndc9,
        cast(max(base_quantities.base_quantity) as decimal(18, 6)) as base_quantity
    from items
    inner join base_quantities
        on base_quantities.transaction_id = 'billing:' || items.item_id
    where items.ndc9 is not null
    group by items.ndc9
)

select * from billing_unit
