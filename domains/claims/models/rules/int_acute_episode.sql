with {{ claims.episode_stay(ref('int_inpatient_stay')) }},

acute_episode as (
    select
        max(case when is_first then stay_id end) as episode_id,
        person_id,
        min(admit_date) as episode_start,
        max(case when is_last then discharge_date end) as episode_end,
        cast(count(*) as integer) as stays,
        max(case when is_first then facility_id end) as first_facility_id,
        max(case when is_last then facility_id end) as final_facility_id,
        max(case when is_last then stay_id end) as final_stay_id,
        cast(max(case when is_first then ed_flag end) as integer) as ed_flag,
        cast(sum(paid) as decimal(18, 2)) as paid,
        max(payer) as payer,
        max(plan) as plan,
        max(data_source) as data_source
    from episode_stay
    group by person_id, episode_number
)

select * from acute_episode
