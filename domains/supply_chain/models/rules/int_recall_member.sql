with {{ supply_chain.recall_stock(ref('int_recalled_lot'), ref('int_trace_movement'), ref('int_dispense')) }},

{{ supply_chain.recall_dispensed() }},

ranked as (
    select
        *,
        count(*) over (partition by recall_id, person_id) as dispenses,
        sum(quantity) over (partition by recall_id, person_id) as dispensed_quantity,
        row_number() over (
            partition by recall_id, person_id
            order by exposure asc, dispense_date asc, rx_id asc, product_id asc, location_id asc, lot asc, quantity asc
        ) as place
    from recall_dispense
    where person_id is not null
),

recall_member as (
    select
        recall_id,
        person_id,
        exposure,
        rx_id,
        product_id,
        location_id,
        dispense_date,
        lot,
        cast(dispenses as integer) as dispenses,
        cast(dispensed_quantity as decimal(18, 4)) as dispensed_quantity
    from ranked
    where place = 1
)

select * from recall_member
