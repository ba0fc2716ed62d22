-- Billing transactions of each fill: paid, rejected, reversed, rebilled, in whatever order they arrive.
create table rx_transaction as
with stepped as (
    select
        f.fill_no * 4 + t.step as transaction_no,
        f.*,
        t.transaction_code,
        t.response_status,
        t.final,
        t.percent,
        cast(f.fill_date as timestamp)
            + to_minutes(cast(480 + pick(f.fill_no, 'minute', 660) + t.lag_minutes as bigint)) as ts,
        cast(t.delay_months as integer) as delay_months,
        cast(round(f.quantity * f.unit_price * 100) as bigint) + 150 as full_allowed,
        u(f.fill_no, 'ndc fault') as ndc_fault,
        u(f.fill_no, 'supply fault') as supply_fault,
    from fill as f
    inner join ref_fill_pattern as t on f.pattern = t.pattern
),

priced as (
    select
        *,
        full_allowed * percent // 100 as allowed,
        least(
            full_allowed * percent // 100,
            case when brand_flag = 1 then 4500 else 500 + 500 * pick(fill_no, 'tier', 2) end
        ) as copay,
        response_status = 'P' and transaction_code <> 'B2' as has_amounts,
    from stepped
)

select
    *,
    case when u(fill_no, 'deductible') < 0.05 then (allowed - copay) * 40 // 100 else 0 end as deductible,
    last_day(cast(ts + to_months(delay_months) as date)) as extract_date,
    case
        when pharmacy_no < 1000 or ndc_fault > 0.012 then null
        when ndc_fault < 0.003 then 'placeholder'
        when ndc_fault < 0.006 then 'invalid_character'
        when ndc_fault < 0.009 then 'unresolved_10'
        else 'invalid_format'
    end as ndc_status,
    case
        when supply_fault > 0.005 then null
        when supply_fault < 0.001 then 'days_supply_zero'
        when supply_fault < 0.002 then 'days_supply_negative'
        when supply_fault < 0.003 then 'days_supply_gt_max'
        when supply_fault < 0.004 then 'days_supply_missing'
        else 'days_supply_not_numeric'
    end as supply_status,
from priced;
