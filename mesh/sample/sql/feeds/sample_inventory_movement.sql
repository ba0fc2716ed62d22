select
    s._key,
    chr(cast(64 + s.kind as integer)) || lpad(cast(s.no as varchar), 11, '0') as movement_id,
    s.day as movement_date,
    s.recorded as recorded_date,
    s.movement_type,
    location_text(s.location_no) as location_id,
    location_text(s.to_location_no) as to_location_id,
    item_text(s.item_no) as item_id,
    lot_text(s.item_no, s.warehouse_no, s.lot_period) as lot,
    case
        when s.kind = 4 and s.no % 3 = 0 then s.quantity // i.pack
        else s.quantity
    end as quantity,
    case
        when s.uom is not null then s.uom
        when s.kind = 1 then i.issue_uom
        when s.kind = 4 and s.no % 3 = 0 then 'BX'
        else i.base_uom
    end as uom,
    'X' || lpad(cast(s.transfer_no as varchar), 10, '0') as transfer_id,
    s.extract_date,
from {source} as s
inner join item as i on s.item_no = i.item_no
