-- One row per person: birth, death, enrolment in at most two stretches, and changes of the member id.
create table person as
with drawn as (
    select
        i as pid,
        rank_share(i, 'age') as age_share,
        rank_share(i, 'leap') as leap_share,
        rank_share(i, 'coverage') as cov_share,
        rank_share(i, 'identity') as id_share,
        u(i, 'years') as years_share,
        case when u(i, 'gender') < 0.52 then 'F' else 'M' end as gender,
    from range(1, getvariable('members') + 1) as t(i)
),

aged as (
    select
        *,
        case
            when age_share < 0.01 then at_share(0.1 + 0.8 * years_share)
            when age_share < 0.17 then at_share(0) - 30 - cast(years_share * 17.9 * 365.25 as integer)
            when age_share < 0.44 then at_share(0) - cast((18 + years_share * 27) * 365.25 as integer)
            when age_share < 0.72 then at_share(0) - cast((45 + years_share * 20) * 365.25 as integer)
            when age_share < 0.965 then at_share(0) - cast((65 + years_share * 25) * 365.25 as integer)
            else at_share(0) - cast((90 + years_share * 13) * 365.25 as integer)
        end as drawn_birth,
    from drawn
),

born as (
    select
        *,
        case
            when leap_share < 0.01 and age_share >= 0.01
                then make_date(year(drawn_birth) - year(drawn_birth) % 4, 2, 29)
            else drawn_birth
        end as birth_date,
        row_number() over (order by -(age_share + 0.35 * u(pid, 'frail')), pid) as frailty_rank,
    from aged
),

dated as (
    select
        *,
        case
            when frailty_rank <= ceil(getvariable('members') * getvariable('period_days') / 365.25 * 0.008)
                then at_share(0.08 + 0.9 * u(pid, 'death'))
        end as death_date,
        case
            when birth_date >= at_share(0) then birth_date
            when cov_share between 0.64 and 0.72 then month_start(at_share(0.2 + 0.5 * u(pid, 'join')))
            else month_start(at_share(0) - 40 - pick(pid, 'since', 900))
        end as s1,
        case
            when birth_date >= at_share(0) or cov_share < 0.72 then null
            else last_day(at_share(0.25 + 0.45 * u(pid, 'leave')))
        end as e1,
        case
            when (at_share(0) - birth_date) / 365.25 >= 65 then 3
            when u(pid, 'medicaid') < 0.14 then 4
            else 1 + pick(pid, 'plan', 2)
        end + case when u(pid, 'payer') < 0.34 then 4 when u(pid, 'payer') < 0.46 then 8 else 0 end as plan1,
    from born
),

covered as (
    select
        *,
        case
            when e1 is null or cov_share < 0.80 then null
            when cov_share < 0.88 then e1 + 20 + pick(pid, 'gap', 90)
            else e1 + 1
        end as s2,
        case
            when cov_share >= 0.96 then last_day(e1 + 60 + pick(pid, 'again', 90))
        end as e2,
        case
            when cov_share < 0.88 then plan1
            when u(pid, 'switch') < 0.5 or plan1 % 4 in (0, 3) then 1 + (plan1 + 3) % 12
            else plan1 + case when plan1 % 4 = 1 then 1 else -1 end
        end as plan2,
    from dated
)

select
    c.pid,
    c.gender,
    c.birth_date,
    c.death_date,
    c.s1,
    c.e1,
    c.s2,
    c.e2,
    c.plan1,
    c.plan2,
    c.age_share,
    case
        when c.id_share < 0.020 then 'one'
        when c.id_share < 0.030 then 'two'
        when c.id_share < 0.036 then 'three'
        when c.id_share < 0.046 then 'fork'
        when c.id_share < 0.056 then 'self'
        when c.id_share < 0.066 then 'cycle'
    end as identity_kind,
    case
        when c.id_share < 0.020 or c.id_share between 0.036 and 0.046 then 1
        when c.id_share < 0.030 then 2
        when c.id_share < 0.036 then 3
        else 0
    end as id_changes,
    at_share(0.15 + 0.2 * u(c.pid, 'change 1')) as change_1,
    at_share(0.40 + 0.2 * u(c.pid, 'change 2')) as change_2,
    at_share(0.65 + 0.2 * u(c.pid, 'change 3')) as change_3,
    case when u((c.pid - 1) // 3, 'family') < 0.5 then ((c.pid - 1) // 3) * 3 + 1 else c.pid end as subscriber,
    u(c.pid, 'rx') < 0.93 as has_rx,
from covered as c
order by c.pid;
