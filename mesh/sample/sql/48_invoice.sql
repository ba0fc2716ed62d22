-- Prices that were agreed with the first supplier of most items: one contract a year, the next one a little dearer.
create table contract_price as
select
    (i.item_no * 64 + y.year_no) as contract_no,
    i.item_no, s.supplier_id, y.year_no,
    case when i.uom_kind = 'vendor_only' then 'CS' else 'BX' end as uom,
    cast(round(i.unit_cost * i.pack * (1.005 + 0.01 * y.year_no), 2) as decimal(18, 2)) as unit_price,
    cast(getvariable('start_date') - 60 + to_months(cast(12 * y.year_no as integer)) as date) as valid_from,
    case
        when y.year_no * 12 + 12 <= getvariable('months')
            then cast(getvariable('start_date') - 61 + to_months(cast(12 * y.year_no + 12 as integer)) as date)
    end as valid_to,
    last_day(
        greatest(
            getvariable('start_date'),
            cast(getvariable('start_date') - 90 + to_months(cast(12 * y.year_no as integer)) as date)
        )
    ) as extract_date,
from item as i
inner join ref_supplier as s on i.supplier_1 = s.id
cross join range(0, getvariable('months') // 12 + 1) as y(year_no)
where i.item_no % 7 <> 3 and i.uom_kind <> 'cycle';

-- What suppliers bill: every delivery a few days later, in the unit of the order. Now and then what was ordered and not what
-- came, at another price, or what was never sent; for goods sent back most of them credit the bill.
create table invoice as
with billed as (
    select
        r.receipt_no as bill_no, r.purchase_no, r.leg as bill, r.received + 1 + pick(r.receipt_no, 'billed', 7) as day,
        case
            when p.outcome = 'short' and u(r.receipt_no, 'bill all') < 0.4 then p.ordered_quantity
            else r.quantity
        end as quantity,
    from receipt as r
    inner join purchase as p on r.purchase_no = p.purchase_no
    where r.quantity > 0
    union all
    select
        r.receipt_no as bill_no, r.purchase_no, r.leg as bill, r.received + 5 + pick(r.receipt_no, 'credited', 20) as day,
        r.quantity,
    from receipt as r
    where r.quantity < 0 and u(r.receipt_no, 'credit') < 0.7
    union all
    select
        purchase_no * 4 as bill_no, purchase_no, 0 as bill, promised + 1 as day, ordered_quantity as quantity,
    from purchase
    where purchase_no not in (select purchase_no from receipt) and promised < getvariable('end_date')
        or (outcome = 'shortage' and u(purchase_no, 'bill early') < 0.1)
)

select
    b.*, p.po_no, p.line_no, p.supplier_id, p.uom,
    cast(
        round(
            p.unit_cost * p.uom_size * (0.96 + 0.08 * u(p.purchase_no, 'price'))
            * case
                when b.quantity < 0 then 1
                when u(b.bill_no, 'bill price') < 0.03 then 1.05
                when u(b.bill_no, 'bill price') < 0.04 then 0.97
                else 1
            end, 2
        ) as decimal(18, 2)
    ) as unit_price,
    last_day(b.day) as extract_date,
from billed as b
inner join purchase as p on b.purchase_no = p.purchase_no
where b.day <= getvariable('end_date')
order by bill_no;

create view contract_price_source as
select contract_no as _key, file_of(extract_date) as _file, null as _label, *
from contract_price;

-- a few bills name orders that nobody placed
create view invoice_source as
select
    bill_no * 2 + stray as _key,
    file_of(extract_date) as _file,
    case stray when 1 then 'unknown_order_line' end as _label,
    * replace (po_no + stray * 5000000 as po_no),
from invoice
cross join (values (0), (1)) as s(stray)
where stray = 0 or bill_no % 499 = 1 or bill_no = (select min(bill_no) from invoice);
