{%- set attributes = [
    'first_name', 'last_name', 'gender', 'race', 'birth_date', 'death_date', 'age_band', 'address', 'city', 'county',
    'state', 'zip_code', 'phone', 'email', 'language',
] -%}
{#  Of every attribute the latest value that was sent. #}
with eligibility as (
    select * from {{ ref('stg_eligibility') }}
),

crosswalk as (
    select * from {{ ref('int_person_crosswalk') }}
),

demographics as (
    select
        crosswalk.person_id,
        {%- for attribute in attributes %}
        {{ mesh_macros.latest_value('eligibility.' ~ attribute, members.record_recency('eligibility')) }} as {{ attribute }},
        {%- endfor %}
        min(eligibility.data_source) as data_source
    from eligibility
    inner join crosswalk
        on eligibility.member_id = crosswalk.member_id
    group by crosswalk.person_id
)

select * from demographics
