-- One row per claim before its versions: visits, hospital bills and what comes with them.
create table claim_part as
select
    visit_no * 16 + part as claim_no, pid, kind_no, visit_date as d_from,
    case
        when getvariable('kind_name')[kind_no] in ('home_health', 'hospice', 'dialysis') then visit_date + 13
        when getvariable('kind_name')[kind_no] = 'observation' then visit_date + 1
        else visit_date
    end as d_thru,
    null as admit, null as discharge, null as disposition, 1 as bill_frequency,
    1 + pick(pid, 'hospital', getvariable('hospitals')) as facility_no,
    case when part = 2 then visit_no * 16 + 1 else visit_no * 16 + part end as reason_no,
from (
    select visit_no, pid, visit_date, 1 as part, getvariable('visit_kind')[visit_id] as kind_no from visit
    union all
    select visit_no, pid, visit_date, 2 as part, getvariable('visit_companion')[visit_id] as kind_no from visit
)
where kind_no > 0
union all
select
    bill_no * 16 + 8 as claim_no, pid, k.id as kind_no, bill_from as d_from, bill_thru as d_thru, admit,
    case when disposition <> '30' then bill_thru end as discharge, disposition, bill_frequency, facility_no,
    leg_no * 16 + 8 as reason_no,
from bill
inner join ref_kind as k on k.kind = 'inpatient'
union all
select
    leg_no * 64 + 9 + round_no as claim_no, pid, k.id as kind_no, admit + cast(round_no * 2 as integer) as d_from,
    admit + cast(round_no * 2 as integer) as d_thru, null as admit, null as discharge, null as disposition,
    1 as bill_frequency, facility_no, leg_no * 16 + 8 as reason_no,
from stay
inner join ref_kind as k on k.kind = 'inpatient_professional'
cross join range(0, 3) as r(round_no)
where admit + cast(round_no * 2 as integer) <= discharge
union all
select
    bill_no * 16 + 13 as claim_no, pid, k.id as kind_no, bill_thru as d_from, bill_thru + 11 as d_thru,
    bill_thru as admit, bill_thru + 11 as discharge, '01' as disposition, 1 as bill_frequency,
    90 + facility_no as facility_no,
    leg_no * 16 + 8 as reason_no,
from bill
inner join ref_kind as k on k.kind = 'nursing'
where disposition = '03';

-- The nth group of a person beside the one at a place, and a code of a group: unsigned, or the rest is computed in 128 bits.
create macro other_group(groups, place, n) as groups[n + case when n >= place then 1 else 0 end];

create macro dx_of(group_no, claim_no) as
    getvariable('dx_first')[group_no] + cast(hash(claim_no, group_no) % cast(getvariable('dx_codes')[group_no] as ubigint) as bigint);

-- read once, by the versions
create view claim as
with placed as (
    select
        c.*,
        p.death_date,
        case when p.s2 is not null and c.d_from >= p.s2 then p.plan2 else p.plan1 end as plan_no,
        case
            when u(c.claim_no, 'old id') < 0.2 then p.pid * 10
            else id_no(p.pid, p.id_changes, p.change_1, p.change_2, p.change_3, c.d_from)
        end as member_no,
        b.groups,
        p.birth_date,
    from claim_part as c
    inner join person as p on c.pid = p.pid
    inner join person_burden as b on c.pid = b.pid
    where
        c.d_from between getvariable('start_date') and getvariable('end_date')
        and c.d_from <= coalesce(p.death_date, c.d_from)
        and c.d_from >= p.birth_date
        and (
            c.d_from between p.s1 and coalesce(p.e1, c.d_from)
            or c.d_from between p.s2 and coalesce(p.e2, c.d_from)
            or u(c.claim_no, 'outside') < 0.004
        )
),

reasoned as (
    select
        *,
        case
            when getvariable('kind_name')[kind_no] in ('office', 'inpatient_professional')
                and u(reason_no, 'chronic') < 0.2
                then getvariable('dx_acute')
            when getvariable('kind_group')[kind_no] > 12 then getvariable('kind_group')[kind_no]
            when getvariable('kind_name')[kind_no] = 'dialysis' then getvariable('kind_group')[kind_no]
            when len(groups) = 0 then getvariable('dx_acute')
            else choose(groups, reason_no, 'reason')
        end as group_1,
    from placed
)

select
    claim_no, pid, kind_no, d_from, d_thru, admit, discharge, disposition, bill_frequency, facility_no,
    plan_no, member_no,
    case when plan_no > 8 then 'delta' when plan_no > 4 then 'reverse' else 'replace' end as style,
    getvariable('dx_first')[group_1] + pick(reason_no, 'code', getvariable('dx_codes')[group_1]) as dx_1,
    dx_of(other_group(groups, place_1, 1), claim_no) as dx_2,
    dx_of(other_group(groups, place_1, 2), claim_no) as dx_3,
    dx_of(other_group(groups, place_1, 3), claim_no) as dx_4,
    dx_of(other_group(groups, place_1, 4), claim_no) as dx_5,
from (select *, list_position(groups, group_1) as place_1 from reasoned);
