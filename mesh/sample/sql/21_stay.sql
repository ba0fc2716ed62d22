-- Hospital stays: single, with interim bills, transfers, same-day return, one day, still open.
create table stay as
with months as (
    select
        m as month_no,
        cast(getvariable('start_date') + to_months(cast(m as integer)) as date) as month_first,
    from range(0, getvariable('months')) as t(m)
),

drawn as (
    select
        p.pid,
        p.pid * getvariable('months') + m.month_no as stay_no,
        m.month_first + pick(p.pid * getvariable('months') + m.month_no, 'admit', 28) as admit,
        u(p.pid * getvariable('months') + m.month_no, 'shape') as shape,
        p.death_date,
    from person as p
    inner join person_burden as b on p.pid = b.pid
    cross join months as m
    where u(p.pid * getvariable('months') + m.month_no, 'stay') < 0.0035 + 0.0022 * b.burden
),

shaped as (
    select
        *,
        case
            when shape < 0.62 then 'single'
            when shape < 0.68 then 'one_day'
            when shape < 0.78 then 'transfer'
            when shape < 0.81 then 'transfer_return'
            when shape < 0.86 then 'same_day_return'
            when shape < 0.93 then 'interim'
            when shape < 0.96 then 'open'
            else 'emergency'
        end as pattern,
        1 + pick(stay_no, 'nights', 6) + case when u(stay_no, 'long') < 0.15 then 7 else 0 end as nights,
    from drawn
),

legs as (
    select
        *,
        unnest(
            case pattern
                when 'transfer' then [1, 2]
                when 'transfer_return' then [1, 2, 3]
                when 'same_day_return' then [1, 2]
                else [1]
            end
        ) as leg,
        case pattern
            when 'one_day' then 0
            when 'interim' then 33 + pick(stay_no, 'interim', 45)
            when 'open' then 20 + pick(stay_no, 'open', 30)
            else nights
        end as stay_nights,
        case when u(stay_no, 'next day') < 0.4 and pattern <> 'same_day_return' then 1 else 0 end as pause,
    from shaped
),

placed as (
    select
        *,
        admit + (leg - 1) * (stay_nights + pause) as leg_admit,
        admit + (leg - 1) * (stay_nights + pause) + stay_nights as leg_discharge,
        1 + (
            pick(pid, 'hospital', getvariable('hospitals'))
            + case when leg = 2 and pattern <> 'same_day_return' then 1 else 0 end
        ) % getvariable('hospitals') as facility_no,
        max(leg) over (partition by stay_no) as legs,
        max(admit + leg * (stay_nights + pause)) over (partition by pid order by stay_no, leg) as reach,
    from legs
),

kept as (
    -- a stay that begins before the earlier ones of the person are over is left out
    select
        *,
        coalesce(
            max(reach) over (
                partition by pid order by stay_no groups between unbounded preceding and 1 preceding
            ) + 3 < admit,
            true
        ) as apart,
    from placed
)

select
    stay_no * 4 + leg as leg_no,
    stay_no,
    pid,
    leg,
    legs,
    pattern,
    facility_no,
    leg_admit as admit,
    least(leg_discharge, coalesce(death_date, leg_discharge)) as discharge,
    death_date is not null and death_date <= leg_discharge as died,
    pattern = 'open' or leg_discharge > getvariable('end_date') + 20 as is_open,
from kept
where apart and leg_admit <= least(getvariable('end_date'), coalesce(death_date, getvariable('end_date')))
order by leg_no;
