with months as (
    select * from {{ ref('int_supplier_month') }}
),

suppliers as (
    select * from {{ ref('int_supplier') }}
),

lines as (
    select * from {{ ref('purchase_order_line', v=1) }}
),

line_totals as (
    select
        supplier_id,
        {{ mesh_macros.month_start('promised_date') }} as promised_month,
        cast(count(*) as integer) as order_lines,
        cast(count(distinct po_id) as integer) as orders,
        cast(sum(late_flag) as integer) as late_lines,
        cast(sum(case when backorder_quantity > 0 then 1 else 0 end) as integer) as backordered_lines,
        cast(sum(case when over_quantity > 0 then 1 else 0 end) as integer) as over_received_lines,
        cast(sum(line_value) as decimal(18, 2)) as ordered_value,
        cast(avg({{ mesh_macros.days_between('order_date', 'first_receipt_date') }}) as decimal(18, 4)) as mean_lead_time_days,
        max(as_of) as as_of
    from lines
    group by supplier_id, {{ mesh_macros.month_start('promised_date') }}
),

supplier_scorecard as (
    select
        line_totals.supplier_id,
        line_totals.promised_month as month_start,
        {{ mesh_macros.month_key('line_totals.promised_month') }} as year_month,
        suppliers.supplier_name,
        suppliers.country,
        line_totals.as_of,
        line_totals.orders,
        line_totals.order_lines,
        line_totals.ordered_value,
        months.due_lines,
        months.otif_lines,
        months.otif_rate,
        months.unit_fill_rate,
        months.due_orders,
        months.otif_orders,
        cast(
            months.otif_orders / nullif(cast(months.due_orders as double), 0) as decimal(18, 6)
        ) as order_otif_rate,
        line_totals.late_lines,
        line_totals.backordered_lines,
        line_totals.over_received_lines,
        line_totals.mean_lead_time_days,
        suppliers.data_source
    from line_totals
    inner join months
        on
            line_totals.supplier_id = months.supplier_id
            and line_totals.promised_month is not distinct from months.promised_month
    left join suppliers
        on line_totals.supplier_id = suppliers.supplier_id
)

select * from supplier_scorecard
