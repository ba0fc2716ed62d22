with season as (
    select
        cast(number as integer) as season_number,
        cast(name as varchar) as season_name
    from (values (1, 'spring'), (2, 'summer'), (3, 'autumn'), (4, 'winter')) as seasons (number, name)
)

select * from season
