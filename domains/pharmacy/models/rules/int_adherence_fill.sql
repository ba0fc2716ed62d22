{#  Final fills that count for adherence, per drug class, with those of their ingredients that the class measures. A class that a
    list of drugs was brought for is that list; all others go by our own list of ingredients. Drugs are matched before fills: they
    are a thousand times fewer. #}
with fills as (
    select * from {{ ref('fill', v=1) }}
    where
        state = 'active'
        and days_supply_clean is not null
        and person_id is not null
),

drugs as (
    select
        ndc11,
        {{ mesh_macros.list_items('ingredients', '|') }} as ingredient
    from {{ ref('drug', v=1) }}
),

brought as (
    select * from {{ ref('adherence_drug') }}
),

classes as (
    select * from {{ ref('drug_class_ingredient') }}
    where drug_class not in (select brought.drug_class from brought)
),

listed as (
    select
        drugs.ndc11 as code,
        classes.drug_class,
        classes.code as ingredients,
        classes.valid_from,
        classes.valid_to
    from drugs
    inner join classes
        on drugs.ingredient = classes.code
    union all
    select
        code,
        drug_class,
        ingredients,
        valid_from,
        valid_to
    from brought
),

matched as (
    select
        fills.fill_id,
        listed.drug_class,
        listed.ingredients
    from fills
    inner join listed
        on
            fills.ndc11 = listed.code
            and fills.fill_date between listed.valid_from and listed.valid_to
    union
    select
        fills.fill_id,
        brought.drug_class,
        brought.ingredients
    from fills
    inner join brought
        on
            fills.ndc9 = brought.code
            and fills.fill_date between brought.valid_from and brought.valid_to
),

targets as (
    select
        fill_id,
        drug_class,
        {{ mesh_macros.sorted_items("string_agg(ingredients, '|')", '|') }} as target_ingredients
    from matched
    group by fill_id, drug_class
),

adherence_fill as (
    select
        fills.fill_id,
        fills.person_id,
        targets.drug_class,
        fills.fill_date,
        targets.target_ingredients,
        fills.days_supply_clean as days_supply
    from targets
    inner join fills
        on targets.fill_id = fills.fill_id
)

select * from adherence_fill
