{#  A transfer is a discharge followed the same or the next day by an admission elsewhere; codes are not needed. #}
with stays as (
    select * from {{ ref('int_inpatient_stay') }}
),

followed as (
    select
        *,
        lag(discharge_date) over in_order as previous_discharge,
        lag(facility_id) over in_order as previous_facility,
        row_number() over in_order as stay_number
    from stays
    window in_order as (
        partition by person_id
        order by admit_date asc, discharge_date asc nulls last, facility_id asc nulls last
    )
),

started as (
    select
        *,
        sum(
            case
                when
                    facility_id <> previous_facility
                    and {{ mesh_macros.days_between('previous_discharge', 'admit_date') }} between 0 and 1
                    then 0
                else 1
            end
        ) over (
            partition by person_id
            order by stay_number
            rows between unbounded preceding and current row
        ) as episode_number
    from followed
),

marked as (
    select
        *,
        stay_number = max(stay_number) over (partition by person_id, episode_number) as is_last
    from started
),

acute_episode as (
    select
        person_id,
        min(admit_date) as episode_start,
        max(case when is_last then discharge_date end) as episode_end,
        cast(count(*) as integer) as stays,
        max(case when is_last then facility_id end) as final_facility_id,
        cast(sum(paid) as decimal(18, 2)) as paid
    from marked
    group by person_id, episode_number
)

select * from acute_episode
