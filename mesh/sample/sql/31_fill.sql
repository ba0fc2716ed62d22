-- Fills: refill dates in closed form, kept while covered and alive, moved behind a hospital stay.
create table fill_wish as
with refills as (
    select
        *,
        unnest(
            generate_series(
                0,
                cast(greatest(0, (getvariable('end_date') - begins) // (days_supply + delay)) as bigint)
            )
        ) as refill,
    from treatment
),

dated as (
    select
        *,
        begins + cast(
            refill * (days_supply + delay)
            + case when refill = 0 then 0 else pick(treatment_no * 128 + refill, 'jitter', 7) - 4 end
            + case when refill >= lapse_at then lapse_days else 0 end
            as integer
        ) as fill_date,
        case
            when refill < least(switch_at, maker_at) then drug_1
            when refill >= switch_at then drug_2
            else getvariable('drug_sibling')[drug_1]
        end as drug_no,
    from refills
)

select
    pid, treatment_no, refill, fill_date, days_supply, is_opioid,
    case
        when
            fill_date >= at_share(getvariable('shortage_share'))
            and list_contains(getvariable('short_drugs'), drug_no)
            and u(treatment_no, 'substitute') < 0.5
            then getvariable('substitute_drug')
        else drug_no
    end as drug_no,
from dated
where
    fill_date <= coalesce(stops, fill_date)
    and not (
        fill_date >= at_share(getvariable('shortage_share'))
        and list_contains(getvariable('short_drugs'), drug_no)
        and u(treatment_no * 128 + refill, 'went without') < 0.2
    )
union all
select pid, treatment_no, 0 as refill, fill_date, days_supply, false as is_opioid, drug_no
from acute_fill;

create table fill_moved as
select w.treatment_no, w.refill, max(s.discharge) + 1 as fill_date
from fill_wish as w
inner join (
    select pid, stay_no, min(admit) as admit, max(discharge) as discharge
    from stay
    group by pid, stay_no
) as s on w.pid = s.pid and w.fill_date between s.admit and s.discharge
group by w.treatment_no, w.refill;

create table fill as
with moved as (
    select
        w.* replace (coalesce(m.fill_date, w.fill_date) as fill_date),
    from fill_wish as w
    left join fill_moved as m on w.treatment_no = m.treatment_no and w.refill = m.refill
),

kept as (
    select
        m.*,
        p.id_changes, p.change_1, p.change_2, p.change_3,
        -- no refills of opioids: every fill has a prescription of its own
        m.refill // case when m.is_opioid then 1 when m.days_supply = 90 then 4 else 12 end as script,
    from moved as m
    inner join person as p on m.pid = p.pid
    where
        p.has_rx
        and m.fill_date between at_share(0) and getvariable('end_date')
        and m.fill_date >= p.birth_date
        and m.fill_date <= coalesce(p.death_date, m.fill_date)
        and (
            m.fill_date between p.s1 and coalesce(p.e1, m.fill_date)
            or m.fill_date between p.s2 and coalesce(p.e2, m.fill_date)
            or u(m.treatment_no * 128 + m.refill, 'outside') < 0.003
        )
),

numbered as (
    select
        *,
        row_number() over (order by treatment_no, refill) as fill_no,
        row_number() over (partition by treatment_no, script, drug_no order by refill) - 1 as fill_number,
    from kept
)

select
    n.fill_no, n.pid, n.fill_date, n.drug_no, n.fill_number, n.days_supply,
    dense_rank() over (order by n.treatment_no, n.script, n.drug_no) as rx_no,
    case
        when u(n.fill_no, 'old id') < 0.2 then n.pid * 10
        else id_no(n.pid, n.id_changes, n.change_1, n.change_2, n.change_3, n.fill_date)
    end as member_no,
    case
        when u(n.pid, 'own pharmacy') < 0.62 then 1 + pick(n.pid, 'pharmacy', getvariable('pharmacies'))
        else 1001 + pick(n.pid, 'pharmacy', 25)
    end as pharmacy_no,
    cast(round(n.days_supply * d.units_per_day) as bigint) as quantity,
    d.unit_price, d.package_unit as unit, d.brand_flag,
    case when n.treatment_no < 0 or n.is_opioid then 0 when n.days_supply = 90 then 3 else 11 end as refills_authorized,
    case
        when n.fill_date > getvariable('end_date') - 125 then 'plain'
        else choose(getvariable('fill_slot'), n.fill_no, 'pattern')
    end as pattern,
from numbered as n
inner join drug as d on n.drug_no = d.drug_no
order by n.fill_no;
