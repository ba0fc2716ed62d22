with fill_coverage as (
    select * from {{ ref('int_fill_coverage') }}
),

{#  Supplies of one person and ingredient follow each other and never overlap. A gap is a day at home without supply: days in
    hospital, which home_start and home_end leave out, do not part a supply. #}
neighbours as (
    select
        *,
        lag(home_end) over (partition by person_id, ingredient order by home_start) as previous_end
    from fill_coverage
),

islands as (
    select
        *,
        sum(case when home_start = previous_end + 1 then 0 else 1 end) over (
            partition by person_id, ingredient order by home_start rows between unbounded preceding and current row
        ) as island
    from neighbours
),

drug_coverage as (
    select
        person_id,
        ingredient,
        min(coverage_start) as coverage_start,
        max(coverage_end) as coverage_end,
        cast(max(home_end) - min(home_start) + 1 as integer) as covered_days,
        cast(count(*) as integer) as fills
    from islands
    group by person_id, ingredient, island
)

select * from drug_coverage
