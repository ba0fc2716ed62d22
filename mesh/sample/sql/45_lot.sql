-- Lots: one per warehouse, item and lot period; a few are short-dated. The expiry is printed as a day or as a month.
create table lot as
with used as (
    select distinct item_no, warehouse_no, lot_period
    from (
        select item_no, warehouse_no, lot_period from movement_flow
        union all
        select item_no, warehouse_no, lot_period from opening_count
        union all
        select item_no, warehouse_no, lot_period from receipt
    )
),

dated as (
    select
        (item_no * 4 + warehouse_no) * 256 + lot_period as lot_no,
        *,
        getvariable('start_date') + cast(
            lot_period * 84 + case
                when u((item_no * 4 + warehouse_no) * 256 + lot_period, 'short dated') < 0.06 then 110
                else 300 + pick((item_no * 4 + warehouse_no) * 256 + lot_period, 'expiry', 480)
            end as integer
        ) as drawn_expiry,
        u((item_no * 4 + warehouse_no) * 256 + lot_period, 'printed') < 0.3 as month_only,
    from used
)

select
    lot_no, item_no, warehouse_no, lot_period, month_only,
    case when month_only then last_day(drawn_expiry) else drawn_expiry end as expiry_date,
from dated
order by lot_no;

create macro item_text(item_no) as 'I' || lpad(cast(item_no as varchar), 5, '0');

create macro location_text(location_no) as
    case
        when location_no >= 1000 then 'WH' || lpad(cast(location_no - 1000 as varchar), 2, '0')
        else 'PH' || lpad(cast(location_no as varchar), 3, '0')
    end;
