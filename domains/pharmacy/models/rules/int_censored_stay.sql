{{ config(materialized='view') }}

{#  Days on which the hospital, not the person, supplies the drugs. #}
with stays as (
    select * from {{ ref('claims', 'inpatient_stay', v=1) }}
),

censored_stay as (
    select
        person_id,
        admit_date as first_day,
        {%- if var('censor_discharge_day') %}
        coalesce(discharge_date, last_date) as last_day
        {%- else %}
        coalesce({{ mesh_macros.add_days('discharge_date', -1) }}, last_date) as last_day
        {%- endif %}
    from stays
)

select * from censored_stay
