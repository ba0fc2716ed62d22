-- Sources of the small supply feeds.
create view item_source as
select item_no * 2 as _key, 1 as _file, null as _label, last_day(getvariable('start_date')) as extract_date, *
from item
where item_no % 40 <> 7
union all
-- a later catalogue says how these are to be stocked
select item_no * 2 as _key, 1 as _file, 'superseded' as _label, last_day(getvariable('start_date')) as extract_date, *
from item
where item_no % 40 = 7
union all
select item_no * 2 + 1 as _key, 2 as _file, null as _label, getvariable('last_extract') as extract_date, *
from item
where item_no % 40 = 7;

create view item_uom_source as
select conversion_no as _key, 1 as _file, null as _label, last_day(getvariable('start_date')) as extract_date, *
from item_uom;

create view location_source as
select
    n as _key, 1 as _file, null as _label, n as location_no, last_day(getvariable('start_date')) as extract_date,
from (
    select unnest(range(1, getvariable('pharmacies') + 1)) as n
    union all
    select unnest(range(1001, 1003)) as n
);

create view supplier_source as
select id as _key, 1 as _file, null as _label, last_day(getvariable('start_date')) as extract_date, *
from ref_supplier;

create view lot_source as
select lot_no as _key, 1 as _file, null as _label, last_day(getvariable('start_date')) as extract_date, *
from lot;

-- two monthly lists, the second with a later row for every drug of the first; another package of the product is listed
create view shortage_source as
select
    l.list_no * 1024 + d.drug_no as _key, l.list_no as _file,
    case l.list_no when 1 then 'superseded' end as _label, d.*, l.status,
    case l.list_no when 1 then getvariable('shortage_first') else getvariable('end_date') end as updated,
from drug as d
inner join (
    values
    (1, 'albuterol', 'Current'), (2, 'albuterol', 'Current'),
    (1, 'azithromycin', 'Current'), (2, 'azithromycin', 'Resolved'),
    (2, 'warfarin', 'To Be Discontinued')
) as l(list_no, ingredients, status) on d.ingredients = l.ingredients;

create view recall_source as
select recall_no as _key, 2 as _file, null as _label, last_day(at_share(0.85)) as extract_date, *
from recalled_lot;
