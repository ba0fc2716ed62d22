with products as (
    select * from {{ ref('int_shortage_product') }}
),

drugs as (
    select * from {{ ref('pharmacy', 'drug', v=1) }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

described as (
    select
        ndc9,
        min(product_name) as product_name,
        min(ingredients) as ingredients,
        min({{ mesh_macros.joined_text(['ingredients', 'strength_number', 'strength_unit', 'dosage_form', 'route']) }}) as therapy
    from drugs
    where ndc9 is not null
    group by ndc9
),

{# Other products of the same ingredients, strength, form and route that are in stock and not short themselves. #}
substitutes as (
    select
        scarce.ndc9,
        count(*) as products,
        sum(spares.on_hand) as on_hand
    from products as scarce
    inner join described as scarce_drug
        on scarce.ndc9 = scarce_drug.ndc9
    inner join described as other_drug
        on scarce_drug.therapy = other_drug.therapy
    inner join products as spares
        on other_drug.ndc9 = spares.ndc9
    where
        spares.on_shortage = 0
        and spares.on_hand > 0
        and scarce.ndc9 <> spares.ndc9
    group by scarce.ndc9
),

shortage_exposure as (
    select
        as_of_day.as_of,
        products.ndc9,
        described.product_name,
        described.ingredients,
        products.exposure,
        products.on_shortage as on_shortage_flag,
        products.listed_since,
        products.availability,
        products.shortage_reason,
        products.on_hand,
        products.on_order,
        products.daily_demand as mean_daily_demand,
        products.days_on_hand,
        products.members_exposed,
        products.members_refilling,
        products.first_runout_date,
        cast(coalesce(substitutes.products, 0) as integer) as substitute_products,
        cast(coalesce(substitutes.on_hand, 0) as decimal(18, 4)) as substitute_on_hand
    from products
    cross join as_of_day
    left join described
        on products.ndc9 = described.ndc9
    left join substitutes
        on products.ndc9 = substitutes.ndc9
)

select * from shortage_exposure
