{#  Items of the item feeds, and those that only a delivery history names: one row per item. #}
with items as (
    select * from {{ ref('stg_item') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

listed as (
    select
        *,
        {{ mesh_macros.ndc11('ndc', 'ndc_numeric') }} as ndc11,
        case when ndc is not null then {{ mesh_macros.ndc_status('ndc', 'ndc_numeric') }} end as ndc_status
    from items
),

delivered as (
    select
        item_id,
        min(description) as description,
        min(category) as category,
        min(sub_category) as sub_category,
        min(generic_name) as generic_name,
        min(brand) as brand,
        min(strength) as strength,
        min(dosage_form) as dosage_form,
        min(data_source) as data_source
    from deliveries
    group by item_id
),

item as (
    select
        coalesce(listed.item_id, delivered.item_id) as item_id,
        coalesce(listed.description, delivered.description) as description,
        coalesce(listed.item_type, case when delivered.category like '%RDT' then 'device' else 'drug' end) as item_type,
        delivered.category,
        delivered.sub_category,
        delivered.generic_name,
        delivered.brand,
        delivered.strength,
        delivered.dosage_form,
        listed.ndc,
        listed.ndc11,
        {{ mesh_macros.ndc9('listed.ndc11') }} as ndc9,
        listed.ndc_status,
        listed.gtin14,
        coalesce(listed.base_uom, 'UNIT') as base_uom,
        listed.storage,
        listed.abc_override,
        coalesce(listed.data_source, delivered.data_source) as data_source
    from listed
    full outer join delivered
        on listed.item_id = delivered.item_id
)

select * from item
