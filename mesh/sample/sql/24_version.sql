-- Claim versions (payer that replaces), remittance entries (payer that reverses), differences (payer that adjusts).
create table version as
with patterned as (
    select
        *,
        case style
            when 'reverse' then choose(getvariable('chain_slot_reverse'), claim_no, 'chain')
            when 'delta' then choose(getvariable('chain_slot_delta'), claim_no, 'chain')
            else choose(getvariable('chain_slot_replace'), claim_no, 'chain')
        end as pattern,
        greatest(d_thru, d_from) + 6 + pick(claim_no, 'adjudicated', 24) as base_date,
    from claim
),

dated as (
    select
        p.*,
        c.step,
        c.frequency,
        c.ref_step,
        c.status,
        c.percent,
        c.delay_months,
        p.base_date + cast(c.lag_days as integer) as adjudicated,
        last_day(
            cast(p.base_date + cast(c.lag_days as integer) + to_months(cast(c.delay_months as integer)) as date)
        ) as extract_date,
    from patterned as p
    inner join ref_chain as c on p.style = c.style and p.pattern = c.pattern
)

select
    *,
    claim_no * 8 + step as version_no,
    case when frequency = 22 or percent < 0 then -1 else 1 end as sign,
    getvariable('kind_min')[kind_no]
    + pick(claim_no, 'lines', 1 + getvariable('kind_max')[kind_no] - getvariable('kind_min')[kind_no]) as lines,
from dated
where extract_date <= getvariable('last_extract');
