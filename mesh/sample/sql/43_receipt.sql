-- Receipts of each purchase order line in its unit of measure; a rejection takes its receipt back.
create table receipt as
with legs as (
    select
        *,
        unnest(
            case outcome
                when 'cancelled by buyer' then []
                when 'split' then [1, 2]
                when 'rejected' then [1, 2, 3]
                else [1]
            end
        ) as leg,
    from purchase
),

sized as (
    select
        *,
        case
            when outcome = 'split' and leg = 1 then (fair_quantity * 6 + 9) // 10
            when outcome = 'split' then fair_quantity - (fair_quantity * 6 + 9) // 10
            when outcome = 'short' then greatest(1, fair_quantity * 7 // 10)
            when outcome = 'cancelled in part' then fair_quantity - cancelled_quantity
            when outcome = 'over' then fair_quantity + greatest(1, fair_quantity // 10)
            when outcome = 'rejected' and leg = 2 then -fair_quantity
            else fair_quantity
        end as quantity,
        promised + case
            when outcome = 'late' then 2 + pick(purchase_no, 'late', 16)
            when outcome = 'split' and leg = 2 then 4 + pick(purchase_no, 'rest', 14)
            when outcome = 'rejected' and leg = 2 then 1
            when outcome = 'rejected' and leg = 3 then 7
            else -pick(purchase_no, 'early', 4)
        end as received,
    from legs
)

select
    purchase_no * 4 + leg as receipt_no,
    purchase_no, po_no, line_no, warehouse_no, item_no, leg, quantity, received, uom, uom_size,
    cycle_no // 3 as lot_period,
    case when outcome = 'rejected' and leg = 2 then purchase_no * 4 + 1 end as rejects_no,
    last_day(received) as extract_date,
from sized
where quantity <> 0 and received <= getvariable('end_date')
order by receipt_no;
