{#  Every stay is in the one episode that it names, and the episode counts it once: stays, cost, first day and last hospital. #}
with stays as (
    select
        episode_id,
        count(*) as stay_count,
        sum(paid_amount) as paid_amount,
        min(admit_date) as start_date,
        max(case when discharge_date is null then 1 else 0 end) as is_open
    from {{ ref('inpatient_stay', v=1) }}
    group by episode_id
),

episodes as (
    select * from {{ ref('acute_episode', v=1) }}
),

compared as (
    select
        coalesce(stays.episode_id, episodes.episode_id) as episode_id,
        stays.stay_count,
        episodes.stay_count as stay_count_of_episode,
        stays.paid_amount,
        episodes.paid_amount as paid_of_episode,
        stays.start_date,
        episodes.start_date as start_of_episode,
        stays.is_open,
        case when episodes.end_date is null then 1 else 0 end as episode_is_open
    from stays
    full outer join episodes
        on stays.episode_id = episodes.episode_id
)

select * from compared
where
    stay_count is distinct from stay_count_of_episode
    or paid_amount is distinct from paid_of_episode
    or start_date is distinct from start_of_episode
    or is_open is distinct from episode_is_open
