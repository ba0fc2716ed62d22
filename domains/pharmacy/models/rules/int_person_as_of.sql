{#  The day up to which each person's fills are known: that of the data source which knows most. #}
with fills as (
    select * from {{ ref('fill', v=1) }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

person_as_of as (
    select
        fills.person_id,
        max(as_of.as_of) as as_of
    from fills
    inner join as_of
        on fills.data_source = as_of.data_source
    where fills.person_id is not null
    group by fills.person_id
)

select * from person_as_of
