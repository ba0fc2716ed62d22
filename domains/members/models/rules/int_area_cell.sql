{#  People covered in the last month that enrolment records know, by state and ZIP3. #}
with months as (
    select * from {{ ref('int_member_month') }}
),

demographics as (
    select * from {{ ref('int_person_demographics') }}
),

areas as (
    select * from {{ ref('int_person_zip3') }}
),

last_month as (
    select max(month_start) as month_start
    from months
),

covered as (
    select distinct
        months.person_id,
        months.year_month
    from months
    inner join last_month
        on months.month_start = last_month.month_start
),

placed as (
    select
        covered.year_month,
        coalesce(demographics.state, 'unknown') as group_id,
        coalesce(areas.zip3, 'unknown') as cell
    from covered
    inner join demographics
        on covered.person_id = demographics.person_id
    inner join areas
        on covered.person_id = areas.row_id
),

area_cell as (
    select
        year_month,
        group_id,
        cell,
        count(*) as n
    from placed
    group by year_month, group_id, cell
)

select * from area_cell
