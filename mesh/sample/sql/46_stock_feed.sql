-- Sources of the movement and purchase feeds, with rows that no unit of measure can convert.
create view movement_source as
with faults as (
    select unnest(range(0, 3 + (select count(*) from movement_flow) // 4000)) as n
),

moved as (
    select
        kind * 100000000000000 + no as _key,
        null as _label,
        kind, no, day, movement_type, location_no, to_location_no, item_no, warehouse_no, lot_period, transfer_no,
        coalesce(issue_quantity, base_quantity) as quantity,
        null as uom,
    from movement_flow
    union all
    select
        500000000000000 + no as _key, null as _label, 5 as kind, no, getvariable('start_date') - 1 as day,
        'COUNT' as movement_type,
        location_no, null as to_location_no, item_no, warehouse_no, lot_period, null as transfer_no, quantity,
        null as uom,
    from opening_count
    union all
    select
        600000000000000 + no as _key, null as _label, 6 as kind, no, day, 'COUNT' as movement_type,
        location_no, null as to_location_no, item_no, warehouse_no, lot_period, null as transfer_no, quantity,
        null as uom,
    from counted
    union all
    select
        700000000000000 + f.n * 4 + k.place as _key, k.label as _label, 7 as kind, f.n * 4 + k.place as no,
        at_share(0.1 + 0.8 * u(f.n * 4 + k.place, 'fault day')) as day, 'ISSUE' as movement_type,
        1 + pick(f.n * 4 + k.place, 'fault place', getvariable('pharmacies')) as location_no, null as to_location_no,
        i.item_no, 1 as warehouse_no, 0 as lot_period, null as transfer_no, 1 + f.n % 5 as quantity, k.uom,
    from faults as f
    cross join (
        values (1, 'uom_unmapped', 'chain', 'PL'), (2, 'uom_cycle', 'cycle', 'BX'),
            (3, 'uom_vendor_required', 'vendor_only', 'CS')
    ) as k(place, label, uom_kind, uom)
    inner join (select uom_kind, max(item_no) as item_no from item group by uom_kind) as i on k.uom_kind = i.uom_kind
),

recorded as (
    select
        *,
        day + case
            when u(_key, 'late entry') < 0.02 and kind in (1, 4) then 1 + pick(_key, 'entry days', 9)
            else 0
        end as recorded,
    from moved
)

select
    *,
    last_day(recorded) as extract_date,
    file_of(last_day(recorded)) as _file,
from recorded;

create view purchase_source as
with versions as (
    select p.*, 0 as version, cancelled_quantity as cancelled_now, last_day(ordered) as extract_date, null as _label
    from purchase as p
    where cancelled_quantity = 0
    union all
    select
        p.*, 1 as version, cancelled_quantity as cancelled_now,
        last_day(greatest(promised - 5, last_day(ordered) + 1)) as extract_date, null as _label,
    from purchase as p
    where cancelled_quantity > 0
    union all
    select p.*, 0 as version, 0 as cancelled_now, last_day(ordered) as extract_date, 'superseded' as _label
    from purchase as p
    where cancelled_quantity > 0
    union all
    select
        p.* replace (k.uom as uom, i.item_no as item_no, 900000 + p.po_no as po_no),
        0 as version, 0 as cancelled_now, last_day(ordered) as extract_date, k.label as _label,
    from purchase as p
    cross join (values (0, 'uom_unmapped', 'chain', 'PL'), (1, 'uom_cycle', 'cycle', 'BX'))
        as k(place, label, uom_kind, uom)
    inner join (select uom_kind, max(item_no) as item_no from item group by uom_kind) as i on k.uom_kind = i.uom_kind
    where p.purchase_no % 997 = k.place or p.purchase_no = (select min(purchase_no) from purchase)
)

select
    (po_no * 1024 + line_no) * 4 + version + case when _label = 'uom_cycle' then 2 else 0 end as _key,
    file_of(extract_date) as _file,
    *,
from versions;

create view receipt_source as
select
    receipt_no as _key,
    file_of(r.extract_date) as _file,
    null as _label,
    r.*,
    l.expiry_date,
from receipt as r
inner join lot as l on r.item_no = l.item_no and r.warehouse_no = l.warehouse_no and r.lot_period = l.lot_period;
