with items as (
    select * from {{ ref('int_item') }}
),

item as (
    select
        item_id,
        description,
        item_type,
        category,
        sub_category,
        generic_name,
        brand,
        strength,
        dosage_form,
        ndc,
        ndc11,
        ndc9,
        ndc_status,
        gtin14,
        base_uom,
        storage,
        abc_override,
        data_source
    from items
)

select * from item
