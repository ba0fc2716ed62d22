with drugs as (
    select * from {{ ref('stg_drug') }}
),

drug as (
    select
        ndc as ndc11,
        {{ mesh_macros.ndc9('ndc') }} as ndc9,
        product_name,
        {{ mesh_macros.sorted_items('ingredients', ';') }} as ingredients,
        strength_number,
        strength_unit,
        nullif(lower(trim(split_part(ingredients, ';', 1))), '') as strength_ingredient,
        dosage_form,
        route,
        labeler,
        package_quantity,
        package_unit,
        case when upper(brand_flag) in ('1', 'Y', 'TRUE') then 1 when brand_flag is not null then 0 end as brand_flag,
        marketing_start_date,
        marketing_end_date,
        data_source
    from drugs
)

select * from drug
