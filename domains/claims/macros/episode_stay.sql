{#  R-CLM-09, common table expressions: every stay with its place in the acute episode that it belongs to, `episode_stay`.

    A transfer is a discharge followed the same or the next day by an admission elsewhere; codes are not needed.

    relation  stays: person_id, facility_id, admit_date, discharge_date, ... #}
{% macro episode_stay(relation) -%}
stays as (
    select * from {{ relation }}
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
        order by admit_date asc, discharge_date asc nulls last, facility_id asc nulls last, stay_id asc
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

episode_stay as (
    select
        *,
        stay_number = min(stay_number) over (partition by person_id, episode_number) as is_first,
        stay_number = max(stay_number) over (partition by person_id, episode_number) as is_last
    from started
)
{%- endmacro %}
