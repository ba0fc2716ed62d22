with episodes as (
    select * from {{ ref('int_acute_episode') }}
),

acute_episode as (
    select
        episode_id,
        person_id,
        episode_start as start_date,
        episode_end as end_date,
        cast(
            case when episode_end is not null then greatest({{ mesh_macros.days_between('episode_start', 'episode_end') }}, 1) end
            as integer
        ) as length_of_episode,
        stays as stay_count,
        cast(stays - 1 as integer) as transfer_count,
        first_facility_id,
        final_facility_id,
        final_stay_id,
        ed_flag,
        paid as paid_amount,
        payer,
        plan,
        data_source
    from episodes
)

select * from acute_episode
