{#  Suppliers of the supplier feeds, and those that only a delivery history or an order names: one row per supplier. #}
with suppliers as (
    select * from {{ ref('stg_supplier') }}
),

po_lines as (
    select * from {{ ref('stg_purchase_order_line') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

named as (
    select
        supplier_id,
        supplier_name,
        data_source
    from deliveries
    union all
    select
        supplier_id,
        cast(null as varchar) as supplier_name,
        data_source
    from po_lines
    where supplier_id is not null
),

in_orders as (
    select
        supplier_id,
        min(supplier_name) as supplier_name,
        min(data_source) as data_source
    from named
    group by supplier_id
),

supplier as (
    select
        coalesce(suppliers.supplier_id, in_orders.supplier_id) as supplier_id,
        coalesce(suppliers.supplier_name, in_orders.supplier_name) as supplier_name,
        suppliers.country,
        coalesce(suppliers.data_source, in_orders.data_source) as data_source
    from suppliers
    full outer join in_orders
        on suppliers.supplier_id = in_orders.supplier_id
)

select * from supplier
