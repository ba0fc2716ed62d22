with recursive coverage_fill as (
    select * from {{ ref('int_coverage_fill') }}
    where
        state = 'active'
        and days_supply is not null
),

{{ pharmacy.home_axis(ref('int_censored_stay')) }},

numbered as (
    select
        *,
        {{ pharmacy.day_number('fill_date') }} as day_number
    from coverage_fill
),

fills as (
    select
        {{ mesh_macros.hash64(['numbered.person_id']) }} as supply_key,
        numbered.person_id,
        numbered.fill_date,
        {{ pharmacy.home_number('numbered.day_number', 'home_axis') }} as fill_day,
        coalesce(numbered.target_ingredients, '') as ingredients,
        numbered.days_supply,
        numbered.fill_id
    from numbered
    left join home_axis
        on
            numbered.person_id = home_axis.person_id
            and numbered.day_number between home_axis.first_day and home_axis.until_day
),

persons as (
    select distinct
        supply_key,
        person_id
    from fills
),

{{ pharmacy.carry_over('fills') }},

supplied as (
    select
        persons.person_id,
        carried.ingredient,
        carried.fill_id,
        carried.fill_date,
        carried.first_day as home_start,
        carried.last_day as home_end
    from carried
    inner join persons
        on carried.supply_key = persons.supply_key
),

fill_coverage as (
    select
        supplied.person_id,
        supplied.ingredient,
        supplied.fill_id,
        supplied.fill_date,
        {{ pharmacy.day_of('supplied.home_start + coalesce(before_start.left_out, 0)') }} as coverage_start,
        {{ pharmacy.day_of('supplied.home_end + coalesce(before_end.left_out, 0)') }} as coverage_end,
        supplied.home_start,
        supplied.home_end
    from supplied
    left join home_axis as before_start
        on
            supplied.person_id = before_start.person_id
            and supplied.home_start between before_start.home_first and before_start.home_until
    left join home_axis as before_end
        on
            supplied.person_id = before_end.person_id
            and supplied.home_end between before_end.home_first and before_end.home_until
)

select * from fill_coverage
