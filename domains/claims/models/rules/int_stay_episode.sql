{{ config(materialized='view') }}

{#  Which episode a stay belongs to. #}
with {{ claims.episode_stay(ref('int_inpatient_stay')) }},

stay_episode as (
    select
        stay_id,
        max(case when is_first then stay_id end) over (partition by person_id, episode_number) as episode_id
    from episode_stay
)

select * from stay_episode
