with fill_coverage as (
    select * from {{ ref('int_fill_coverage') }}
),

{#  Supplies of one person and ingredient follow each other and never overlap: a gap is a start later than the day after. #}
neighbours as (
    select
        *,
        lag(coverage_end) over (partition by person_id, ingredient order by coverage_start) as previous_end
    from fill_coverage
),

islands as (
    select
        *,
        sum(case when coverage_start = previous_end + 1 then 0 else 1 end) over (
            partition by person_id, ingredient order by coverage_start rows between unbounded preceding and current row
        ) as island
    from neighbours
),

drug_coverage as (
    select
        person_id,
        ingredient,
        min(coverage_start) as coverage_start,
        max(coverage_end) as coverage_end,
        cast(count(*) as integer) as fills
    from islands
    group by person_id, ingredient, island
)

select * from drug_coverage
