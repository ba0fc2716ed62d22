{%- set attributes = [
    'first_name', 'middle_name', 'last_name', 'name_suffix', 'gender', 'race', 'ethnicity', 'birth_date', 'death_date', 'age_band',
    'address', 'city', 'county', 'state', 'zip_code', 'phone', 'email', 'language', 'subscriber_id', 'subscriber_relation', 'payer',
    'plan', 'line_of_business', 'group_id', 'group_name', 'medicare_status_code', 'entitlement_reason_code', 'dual_status_code',
] -%}
{#  Of every attribute the latest value that was sent. A voided record tells nothing unless there is no other. #}
with eligibility as (
    select * from {{ ref('stg_eligibility') }}
),

crosswalk as (
    select * from {{ ref('int_person_crosswalk') }}
),

state_names as (
    select distinct
        lower(state_name) as state_name,
        state
    from {{ ref('reference', 'ssa_state') }}
),

records as (
    select
        crosswalk.person_id,
        eligibility.*,
        case when lower(eligibility.action_code) = 'void' then 0 else 1 end as is_valid,
        {{ members.record_recency('eligibility') }} as recency
    from eligibility
    inner join crosswalk
        on eligibility.member_id = crosswalk.member_id
),

{#  Records of one recency differ in content at most, so the order of arrival decides nothing. #}
ranked as (
    select
        *,
        sum(is_valid) over (partition by person_id) as valid_records,
        row_number() over (
            partition by person_id
            order by is_valid desc, recency desc, {{ mesh_macros.hash64(attributes) }}
        ) as newest_first
    from records
),

latest as (
    select
        person_id,
        {%- for attribute in attributes %}
        {{ mesh_macros.value_at_least(attribute, 'newest_first') }} as {{ attribute }},
        {%- endfor %}
        min(data_source) as data_source
    from ranked
    where is_valid = 1 or valid_records = 0
    group by person_id
),

demographics as (
    select
        person_id,
        {%- for attribute in attributes if attribute != 'state' %}
        {{ attribute }},
        {%- endfor %}
        coalesce(state_names.state, latest.state) as state,
        data_source
    from latest
    left join state_names
        on lower(latest.state) = state_names.state_name
)

select * from demographics
