with season as (
    select
        cast(1 as integer) as season_number,
        cast('spring' as varchar) as season_name
    union all
    select
        2 as season_number,
        'autumn' as season_name
)

select * from season
