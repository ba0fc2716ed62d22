-- Treatments: which drug, from when, how faithfully, and what changes on the way.
create table drug as
select
    d.id as drug_no,
    d.* exclude (id, drug_no),
    split_part(ndc, '-', 1) as labeler_code,
    lpad(split_part(ndc, '-', 1), 5, '0') || lpad(split_part(ndc, '-', 2), 4, '0')
        || lpad(split_part(ndc, '-', 3), 2, '0') as ndc11,
    coalesce(
        lead(d.id) over (partition by ingredients, strength_number, dosage_form order by d.id),
        first(d.id) over (partition by ingredients, strength_number, dosage_form order by d.id)
    ) as sibling_no,
from ref_drug as d
order by d.id;

create table drug_group as
select
    drug_group,
    row_number() over (order by min(drug_no)) as group_no,
    list(drug_no order by drug_no) as drugs,
from drug
group by drug_group;

set variable group_drugs = (select list(drugs order by group_no) from drug_group);
set variable drug_sibling = (select list(sibling_no order by drug_no) from drug);
set variable short_drugs = (select list(drug_no) from drug where ingredients = 'albuterol');
set variable substitute_drug = (select min(drug_no) from drug where ingredients = 'levalbuterol');

create table treatment as
with chronic as (
    select
        c.pid,
        c.pid * 64 + t.id as treatment_no,
        g.group_no,
        case when u(c.pid * 64 + t.id, 'supply') < t.long_supply then 90 else 30 end as days_supply,
        t.drug_group = 'opioid' as is_opioid,
    from person_condition as c
    inner join ref_therapy as t on c.condition = t.condition
    inner join drug_group as g on t.drug_group = g.drug_group
    where u(c.pid * 64 + t.id, 'treated') < t.share
),

drawn as (
    select
        *,
        u(treatment_no, 'behaviour') as behaviour,
        case
            when u(treatment_no, 'new') < 0.72 then at_share(0) + pick(treatment_no, 'first', days_supply)
            else at_share(0.9 * u(treatment_no, 'begin'))
        end as begins,
        1 + pick(treatment_no, 'lapse at', cast(ceil(getvariable('period_days') / (days_supply * 1.3)) as integer))
            as lapse_at,
        case
            when u(treatment_no, 'lapse') < 0.14 then 45 + pick(treatment_no, 'lapse days', 110)
            else 0
        end as lapse_days,
        case
            when is_opioid then at_share(0.2 + u(treatment_no, 'stop'))
            when u(treatment_no, 'stop') < 0.10 then at_share(0.3 + 6 * u(treatment_no, 'stop'))
        end as stops,
        case
            when u(treatment_no, 'switch') < 0.08 then 2 + pick(treatment_no, 'switch at', 8)
            else 999
        end as switch_at,
        case when u(treatment_no, 'maker') < 0.25 then 1 + pick(treatment_no, 'maker at', 10) else 999 end as maker_at,
        choose(getvariable('group_drugs')[group_no], treatment_no, 'drug') as drug_1,
        choose(getvariable('group_drugs')[group_no], treatment_no, 'other drug') as drug_2,
    from chronic
)

select
    *,
    case
        when behaviour < 0.05 then -5
        when behaviour < 0.58 then 0
        when behaviour < 0.82 then 3 + pick(treatment_no, 'delay', 6)
        else 11 + pick(treatment_no, 'delay', 20)
    end as delay,
from drawn;

create table acute_fill as
select
    p.pid,
    (p.pid * 512 + m.month_no) * -1 as treatment_no,
    at_share(0) + cast(
        least(m.month_no * 30 + pick(p.pid * 512 + m.month_no, 'acute day', 30), getvariable('period_days') - 1)
        as integer
    ) as fill_date,
    choose(getvariable('group_drugs')[g.group_no], p.pid * 512 + m.month_no, 'acute drug') as drug_no,
    5 + pick(p.pid * 512 + m.month_no, 'acute supply', 6) as days_supply,
from person as p
inner join drug_group as g on g.drug_group = 'acute'
cross join range(0, cast(getvariable('period_days') // 30 as bigint)) as m(month_no)
where u(p.pid * 512 + m.month_no, 'acute') < 0.09;
