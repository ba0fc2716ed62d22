with recursive coverage_fill as (
    select * from {{ ref('int_coverage_fill') }}
    where
        state = 'active'
        and days_supply is not null
),

fills as (
    select
        {{ mesh_macros.hash64(['person_id']) }} as supply_key,
        person_id,
        {{ pharmacy.day_number('fill_date') }} as fill_day,
        coalesce(target_ingredients, '') as ingredients,
        days_supply,
        fill_id
    from coverage_fill
),

persons as (
    select distinct
        supply_key,
        person_id
    from fills
),

{{ pharmacy.carry_over('fills') }},

fill_coverage as (
    select
        persons.person_id,
        carried.ingredient,
        carried.fill_id,
        {{ pharmacy.day_of('carried.fill_day') }} as fill_date,
        {{ pharmacy.day_of('carried.first_day') }} as coverage_start,
        {{ pharmacy.day_of('carried.last_day') }} as coverage_end
    from carried
    inner join persons
        on carried.supply_key = persons.supply_key
)

select * from fill_coverage
