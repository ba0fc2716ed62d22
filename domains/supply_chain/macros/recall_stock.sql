{#  R-SCM-08, shared by shelf, dispenses and people: where recalled lots lie and who got them.

    Lots compare in upper case without blanks around; a recall without a lot means all lots. Goods without a product code are
    known by their lot alone. What was dispensed counts out of the stock unless the place's journal has it already; reversed
    dispenses never left. Stock is that of the ledger (R-SCM-02), with transfers told in one row as two movements.
    Result: CTEs up to `stock_day` of all recalled lots, and `recalled_lot`, which says whose recall they belong to. #}
{% macro recall_stock(recalls, movements, dispenses) -%}
as_of_day as (
    {{ supply_chain.as_of_day() }}
),

recalls as (
    {{ supply_chain.recalls_to_trace(recalls) }}
),

dispenses as (
    select distinct
        rx_id,
        person_id,
        location_id,
        dispense_date,
        nullif(upper(trim(lot)), '') as lot,
        cast(quantity as decimal(18, 4)) as quantity,
        product_id,
        item_id,
        coalesce(journaled_flag, 0) as journaled_flag
    from {{ dispenses }}
    where
        lower(trim(state)) = 'active'
        and dispense_date <= (select as_of from as_of_day)
),

journal as (
    select
        movement_id,
        movement_date,
        recorded_date,
        movement_type,
        location_id,
        to_location_id,
        product_id,
        item_id,
        nullif(upper(trim(lot)), '') as lot,
        cast(quantity as decimal(18, 4)) as quantity
    from {{ movements }}
    where movement_date <= (select as_of from as_of_day)
    union all
    select
        'dispense ' || rx_id as movement_id,
        dispense_date as movement_date,
        dispense_date as recorded_date,
        'ISSUE' as movement_type,
        location_id,
        null as to_location_id,
        product_id,
        item_id,
        lot,
        quantity
    from dispenses
    where journaled_flag = 0
),

matched as (
    {{ supply_chain.recalled_rows('journal') }}
),

recalled_lot as (
    select distinct
        recall_id,
        recalled_product_id as product_id,
        item_id,
        lot
    from matched
),

traced as (
    select distinct
        movement_id || case when movement_type = 'TRANSFER' then ' out' else '' end as movement_id,
        movement_date,
        recorded_date,
        case when movement_type = 'TRANSFER' then 'TRANSFER_OUT' else movement_type end as movement_type,
        location_id,
        to_location_id,
        item_id,
        lot,
        quantity,
        cast(null as varchar) as transfer_id
    from matched
    union all
    select distinct
        movement_id || ' in' as movement_id,
        movement_date,
        recorded_date,
        'TRANSFER_IN' as movement_type,
        to_location_id as location_id,
        cast(null as varchar) as to_location_id,
        item_id,
        lot,
        quantity,
        cast(null as varchar) as transfer_id
    from matched
    where movement_type = 'TRANSFER'
),

{{ supply_chain.stock_day('traced') }}
{%- endmacro %}
