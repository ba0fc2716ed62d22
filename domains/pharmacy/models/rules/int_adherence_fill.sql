{{ config(materialized='view') }}

{#  Final fills that count for adherence, per drug class, with those of their ingredients that the class measures. #}
with fills as (
    select * from {{ ref('fill', v=1) }}
),

classes as (
    select * from {{ ref('drug_class_ingredient') }}
),

dispensed as (
    select
        fill_id,
        person_id,
        fill_date,
        days_supply_clean,
        {{ mesh_macros.list_items('ingredients', '|') }} as ingredient
    from fills
    where
        state = 'active'
        and days_supply_clean is not null
        and person_id is not null
),

adherence_fill as (
    select
        dispensed.fill_id,
        dispensed.person_id,
        classes.drug_class,
        dispensed.fill_date,
        string_agg(dispensed.ingredient, '|' order by dispensed.ingredient) as target_ingredients,
        dispensed.days_supply_clean as days_supply
    from dispensed
    inner join classes
        on
            dispensed.ingredient = classes.code
            and dispensed.fill_date between classes.valid_from and classes.valid_to
    group by dispensed.fill_id, dispensed.person_id, classes.drug_class, dispensed.fill_date, dispensed.days_supply_clean
)

select * from adherence_fill
