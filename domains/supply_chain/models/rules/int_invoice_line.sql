{#  Invoice lines in base units, with the price of one base unit. #}
with invoices as (
    select * from {{ ref('stg_invoice_line') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

invoice_line as (
    select
        invoices.invoice_id,
        invoices.invoice_line,
        invoices.po_id,
        invoices.line,
        invoices.invoice_date,
        cast(base_quantities.base_quantity as decimal(18, 4)) as quantity,
        invoices.unit_price / base_quantities.conversion_factor as unit_price,
        cast(invoices.quantity * invoices.unit_price as decimal(18, 2)) as line_value,
        invoices.data_source
    from invoices
    inner join base_quantities
        on invoices.record_id = base_quantities.record_id
)

select * from invoice_line
