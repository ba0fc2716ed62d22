with cells as (
    select * from {{ ref('int_published_cell') }}
),

totals as (
    select * from {{ ref('int_published_total') }}
),

areas as (
    select * from {{ ref('int_area_cell') }}
),

membership_by_area as (
    select
        areas.year_month,
        areas.group_id as state,
        areas.cell as zip3,
        cells.published_n as members,
        cells.suppression,
        totals.published_total as state_members
    from areas
    inner join cells
        on areas.group_id = cells.group_id and areas.cell = cells.cell
    inner join totals
        on areas.group_id = totals.group_id
)

select * from membership_by_area
