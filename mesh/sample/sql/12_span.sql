-- Enrolment spans as the payer sends them: split, overlapping, contained, ended late, voided, after death.
create table span as
with stretch as (
    select pid, 1 as seq, s1 as s, e1 as e, plan1 as plan_no, has_rx, death_date from person
    union all
    select pid, 2 as seq, s2 as s, e2 as e, plan2 as plan_no, has_rx, death_date from person where s2 is not null
),

typed as (
    select
        st.*,
        k.coverage_type,
        st.pid * 4 + (st.seq - 1) * 2 + k.type_no as span_no,
        greatest(st.s, at_share(0)) + 45 + pick(st.pid * 4 + st.seq, 'middle', 60) as middle,
    from stretch as st
    cross join (values (0, 'medical'), (1, 'rx')) as k(type_no, coverage_type)
    where k.type_no = 0 or st.has_rx
),

shaped as (
    select
        * replace (
            -- a contract of the plan year names its last day, the others are open
            case when e is null and u(span_no, 'plan year') < 0.3 then at_share(1) - 1 else e end as e
        ),
        case
            when middle + 40 >= coalesce(e, at_share(1)) then 1.0
            else u(span_no, 'shape')
        end as shape,
    from typed
),

pieces as (
    select *, 1 as piece, s as piece_start, case when shape < 0.06 then middle else e end as piece_end from shaped
    union all
    select *, 2 as piece, middle + case when shape < 0.03 then 1 else -20 end as piece_start, e as piece_end
    from shaped
    where shape < 0.06
    union all
    select *, 3 as piece, middle as piece_start, middle + 29 as piece_end
    from shaped
    where shape between 0.06 and 0.09
    union all
    select
        *,
        4 as piece,
        month_start(middle) + 12 as piece_start,
        month_start(middle) + 11 as piece_end,
    from (select * replace (1 + (plan_no + 1) % 12 as plan_no) from shaped)
    where seq = 1 and coverage_type = 'medical' and death_date is null and u(pid, 'voided') < 0.012
    union all
    select
        *,
        5 as piece,
        month_start(death_date + 40) as piece_start,
        null as piece_end,
    from (select * replace (1 + (plan_no + 1) % 12 as plan_no) from shaped)
    where seq = 1 and coverage_type = 'medical' and u(pid, 'after death') < 0.4 and death_date is not null
),

versions as (
    -- the end became known later, or the span was sent first and voided later
    select
        *,
        case
            when piece = 4 then u(pid, 'void later') < 0.5
            when piece = 1 and piece_end < at_share(1) - 1 then u(span_no, 'retro') < 0.4
            else false
        end as was_open,
    from pieces
)

select
    span_no * 8 + piece as piece_no,
    0 as version,
    pid,
    plan_no,
    coverage_type,
    piece_start,
    piece_end,
    death_date,
    case
        when was_open then last_day(greatest(piece_start, piece_end, at_share(0)) + 45)
        else last_day(greatest(piece_start, at_share(0)))
    end as extract_date,
    case
        when piece_end < piece_start then 'void'
        when was_open then 'change'
        else 'add'
    end as action_code,
    case
        when piece_end < piece_start then 'span_voided'
        when piece_start > death_date then 'span_after_death'
    end as fault,
from versions
union all
select
    span_no * 8 + piece as piece_no,
    1 as version,
    pid,
    plan_no,
    coverage_type,
    piece_start,
    null as piece_end,
    death_date,
    last_day(greatest(piece_start, at_share(0))) as extract_date,
    'add' as action_code,
    'superseded' as fault,
from versions
where was_open;
