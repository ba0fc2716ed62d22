-- Items: one per drug package, then devices and supplies; pack is a box in base units, a case is boxes_per_case boxes.
create table item as
with listed as (
    select
        drug_no as item_no,
        product_name || ' ' || strength_number || ' ' || strength_unit || ', '
            || lower(split_part(dosage_form, ',', 1)) as description,
        'drug' as item_type,
        case when drug_no % 4 = 0 then ndc11 else ndc end as ndc,
        '003' || replace(ndc, '-', '') as gtin_body,
        base_uom,
        package_unit as issue_uom,
        base_factor,
        case
            when base_uom = 'VIAL' or package_unit = 'GM' then 10
            when base_uom = 'EA' then package_quantity
            else 100
        end as pack,
        case when drug_no % 5 = 0 then 24 else 12 end as boxes_per_case,
        case
            when base_uom = 'VIAL' then 'refrigerated'
            when drug_group = 'opioid' then 'controlled'
            else 'room'
        end as storage,
        unit_price / base_factor * 0.7 as unit_cost,
        case when drug_no % 4 = 1 then 'vendor' else 'chain' end as uom_kind,
        ingredients,
    from drug
    union all
    select
        100 + id as item_no, description, item_type, null as ndc,
        '0997' || lpad(cast(id as varchar), 9, '0') as gtin_body,
        base_uom, base_uom as issue_uom, 1 as base_factor, pack, 10 as boxes_per_case, storage,
        unit_price * 0.7 as unit_cost, uom_kind, null as ingredients,
    from ref_supply
)

select
    *,
    'I' || lpad(cast(item_no as varchar), 5, '0') as item_id,
    gtin_body || cast(
        (
            10 - list_sum(
                list_transform(range(1, 14), lambda i: cast(gtin_body[i] as integer) * (1 + 2 * (i % 2)))
            ) % 10
        ) % 10
        as varchar
    ) as gtin14,
    1 + item_no % 6 as supplier_1,
    1 + (item_no + 2) % 6 as supplier_2,
from listed
order by item_no;

create table item_uom as
with conversions as (
    -- a box for everybody
    select item_no, null as vendor_id, 'BX' as uom, cast(pack as double) as factor, base_uom as to_uom
    from item
    where uom_kind in ('chain', 'vendor')
    union all
    -- a case of so many boxes; vendors of some items pack their own
    select item_no, null as vendor_id, 'CS' as uom, cast(boxes_per_case as double) as factor, 'BX' as to_uom
    from item
    where uom_kind in ('chain', 'vendor')
    union all
    select i.item_no, s.supplier_id as vendor_id, 'CS' as uom, cast(i.boxes_per_case * 2 as double) as factor,
        'BX' as to_uom
    from item as i
    inner join ref_supplier as s on s.id = i.supplier_2
    where i.uom_kind = 'vendor'
    union all
    select item_no, null as vendor_id, issue_uom as uom, base_factor as factor, base_uom as to_uom
    from item
    where issue_uom <> base_uom
    union all
    select i.item_no, s.supplier_id as vendor_id, 'CS' as uom, cast(i.pack as double) as factor, i.base_uom as to_uom
    from item as i
    inner join ref_supplier as s on s.id in (i.supplier_1, i.supplier_2)
    where i.uom_kind = 'vendor_only'
    union all
    select i.item_no, null as vendor_id, c.uom, 1.0 as factor, c.to_uom
    from item as i
    cross join (values ('BX', 'CS'), ('CS', 'BX')) as c(uom, to_uom)
    where i.uom_kind = 'cycle'
)

select row_number() over (order by item_no, vendor_id nulls first, uom) as conversion_no, *
from conversions
order by conversion_no;
