{{ config(materialized='view') }}

{#  Everything that states a quantity in some unit. A receipt is of its order line's item, and its supplier decides which
    packs are meant. `billing` is one billing unit of a drug, for demand that pharmacies tell in such units. #}
{%- set count = mesh_macros.joined_text(['count_date', 'location_id', 'bin', 'item_id', 'lot']) -%}
{%- set sent = [
    ('movements', "'movement:' || movement_id", 'null', 'quantity', 'uom', 'null'),
    ('bin_counts', "'count:' || " ~ count, 'null', 'quantity', 'uom', 'null'),
    ('po_lines', "'order:' || po_id || ':' || cast(line as varchar)", 'supplier_id', 'ordered_qty', 'uom', 'unit_price'),
    ('contract_prices', "'contract:' || contract_id || ':' || item_id || ':' || uom", 'supplier_id', '1', 'uom', 'unit_price'),
    ('deliveries', "'delivery:' || delivery_id", 'supplier_id', 'ordered_qty', supply_chain.pack_uom('units_per_pack'), 'pack_price'),
] -%}
with movements as (
    select * from {{ ref('stg_inventory_movement') }}
),

bin_counts as (
    select * from {{ ref('stg_bin_count') }}
),

po_lines as (
    select * from {{ ref('stg_purchase_order_line') }}
),

receipts as (
    select * from {{ ref('stg_receipt') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

invoices as (
    select * from {{ ref('stg_invoice_line') }}
),

contract_prices as (
    select * from {{ ref('stg_contract_price') }}
),

items as (
    select * from {{ ref('int_item') }}
),

drugs as (
    select * from {{ ref('pharmacy', 'drug', v=1) }}
),

transactions as (
    {%- for relation, name, vendor_id, quantity, uom, unit_cost in sent %}
    select
        {{ name }} as transaction_id,
        item_id,
        cast({{ vendor_id }} as varchar) as vendor_id,
        {{ quantity }} as quantity,
        {{ uom }} as uom,
        cast({{ unit_cost }} as decimal(18, 4)) as unit_cost,
        record_id
    from {{ relation }}
    union all
    {%- endfor %}
    select
        'receipt:' || receipts.receipt_id as transaction_id,
        po_lines.item_id,
        po_lines.supplier_id as vendor_id,
        receipts.quantity,
        receipts.uom,
        cast(null as decimal(18, 4)) as unit_cost,
        receipts.record_id
    from receipts
    inner join po_lines
        on receipts.po_id = po_lines.po_id and receipts.line = po_lines.line
    union all
    select
        'invoice:' || invoices.invoice_id || ':' || cast(invoices.invoice_line as varchar) as transaction_id,
        po_lines.item_id,
        po_lines.supplier_id as vendor_id,
        invoices.quantity,
        invoices.uom,
        invoices.unit_price as unit_cost,
        invoices.record_id
    from invoices
    inner join po_lines
        on invoices.po_id = po_lines.po_id and invoices.line = po_lines.line
    union all
    select
        'billing:' || items.item_id as transaction_id,
        items.item_id,
        cast(null as varchar) as vendor_id,
        1 as quantity,
        upper(drugs.package_unit) as uom,
        cast(null as decimal(18, 4)) as unit_cost,
        cast(null as ubigint) as record_id
    from items
    inner join drugs
        on items.ndc11 = drugs.ndc11
)

select * from transactions
