with feed as (
    select * from {{ source('raw_pharmacy', 'sample_drug') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        ndc,
        product_name,
        ingredients,
        strength_number,
        strength_unit,
        dosage_form,
        route,
        labeler,
        package_quantity,
        package_unit,
        brand_flag,
        marketing_start_date,
        marketing_end_date
    from feed
)

select * from renamed
