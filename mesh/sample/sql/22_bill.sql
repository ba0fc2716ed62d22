-- The bills of each stay: one, or one per month with status 30 until the last.
create table bill as
with counted as (
    select
        *,
        case
            when pattern = 'interim' or is_open
                then date_diff('month', month_start(admit), month_start(discharge))
            else 0
        end as months_over,
    from stay
),

billed as (
    select *, unnest(generate_series(0, months_over)) as bill
    from counted
)

select
    leg_no * 4 + bill as bill_no,
    leg_no,
    pid,
    facility_no,
    pattern,
    admit,
    case
        when bill = 0 then admit
        else cast(month_start(admit) + to_months(cast(bill as integer)) as date)
    end as bill_from,
    case
        when bill = months_over then discharge
        else last_day(cast(month_start(admit) + to_months(cast(bill as integer)) as date))
    end as bill_thru,
    case
        when bill = 0 and months_over = 0 and not is_open then 1
        when bill = 0 then 2
        when bill = months_over and not is_open then 4
        else 3
    end as bill_frequency,
    case
        when bill < months_over or is_open then '30'
        when died then '20'
        when leg < legs and pattern <> 'same_day_return' then case when u(leg_no, 'code') < 0.7 then '02' else '01' end
        when u(leg_no, 'left') < 0.01 then '07'
        when u(leg_no, 'left') < 0.09 then '03'
        when u(leg_no, 'left') < 0.16 then '06'
        else '01'
    end as disposition,
from billed
where bill < 4
order by bill_no;
