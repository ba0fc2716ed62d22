{#  The lots that are called back, with the items of ours that they are of; without a lot all lots of the item are. A package is
    recalled as a product: the same lot is sold in several packages. #}
with recalls as (
    select * from {{ ref('stg_recall') }}
),

items as (
    select * from {{ ref('int_item') }}
),

named as (
    select
        recalls.recall_id,
        recalls.item_id,
        coalesce(items.ndc9, {{ mesh_macros.ndc9(mesh_macros.ndc11('recalls.package_ndc')) }}) as ndc9,
        recalls.lot
    from recalls
    left join items
        on recalls.item_id = items.item_id
),

by_product as (
    select distinct
        item_id,
        ndc9
    from items
    where ndc9 is not null
),

recalled_lot as (
    select
        recall_id,
        item_id,
        ndc9,
        lot
    from named
    where item_id is not null
    union
    select
        named.recall_id,
        by_product.item_id,
        named.ndc9,
        named.lot
    from named
    left join by_product
        on named.ndc9 = by_product.ndc9
    where
        named.item_id is null
        and named.ndc9 is not null
)

select * from recalled_lot
