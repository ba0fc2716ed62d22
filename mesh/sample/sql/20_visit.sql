-- Visits of a person in a month; their number follows the number of chronic conditions.
create table visit as
with months as (
    select
        m as month_no,
        cast(getvariable('start_date') + to_months(cast(m as integer)) as date) as month_first,
    from range(0, getvariable('months')) as t(m)
),

counted as (
    select
        p.pid,
        m.month_first,
        p.pid * getvariable('months') + m.month_no as person_month,
        b.burden,
    from person as p
    inner join person_burden as b on p.pid = b.pid
    cross join months as m
),

numbered as (
    select
        pid,
        month_first,
        unnest(
            range(
                person_month * 8,
                person_month * 8 + least(
                    7,
                    cast(floor(0.40 + 0.38 * burden + u(person_month, 'visits')) as integer)
                    + case when u(person_month, 'burst') < 0.03 then 2 else 0 end
                )
            )
        ) as visit_no,
    from counted
)

select
    visit_no,
    pid,
    month_first + pick(visit_no, 'day', day(last_day(month_first))) as visit_date,
    choose(getvariable('visit_slot'), visit_no, 'visit') as visit_id,
from numbered;
