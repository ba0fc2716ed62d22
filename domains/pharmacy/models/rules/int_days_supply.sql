with raw as (
    select * from {{ ref('int_days_supply_raw') }}
),

numbers as (
    select
        row_id,
        days_supply_raw,
        {{ mesh_macros.clean_text('days_supply_raw') }} as days_text,
        {{ mesh_macros.plain_number('days_supply_raw') }} as day_count
    from raw
),

reasoned as (
    select
        *,
        case
            when days_text is null then 'days_supply_missing'
            when day_count is null then 'days_supply_not_numeric'
            when day_count < 0 then 'days_supply_negative'
            when day_count = 0 then 'days_supply_zero'
            when day_count > {{ var('max_days_supply') }} then 'days_supply_gt_max'
            when day_count <> floor(day_count) then 'days_supply_not_whole'
        end as reason
    from numbers
),

days_supply as (
    select
        row_id,
        days_supply_raw,
        case when reason is null then cast(day_count as integer) end as days_supply_clean,
        reason
    from reasoned
)

select * from days_supply
