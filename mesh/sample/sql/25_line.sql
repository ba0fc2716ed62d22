-- Claim lines with amounts in cents: allowed = paid + copay + coinsurance + deductible + other payer.
create table line_amount as
with numbered as (
    select
        version_no,
        claim_no,
        kind_no,
        sign,
        percent,
        status,
        unnest(generate_series(1, lines)) as line_no,
    from version
),

slotted as (
    select
        *,
        claim_no * 64 + line_no as line_id,
        getvariable('line_first')[kind_no] + case
            when line_no = 1 then 0
            else least(
                getvariable('line_slots')[kind_no] - 1,
                1 + pick(claim_no * 64 + line_no, 'slot', greatest(getvariable('line_slots')[kind_no] - 1, 1))
            )
        end as item_no,
    from numbered
),

charged as (
    select
        *,
        1 + pick(line_id, 'units', getvariable('line_units')[item_no]) as units,
        cast(
            (getvariable('line_low')[item_no]
            + u(line_id, 'charge') * (getvariable('line_high')[item_no] - getvariable('line_low')[item_no])) * abs(percent)
            as integer
        ) as charge,
        status = 'denied' or u(line_id, 'denied') < 0.018 as is_denied,
        u(line_id, 'share') as share,
    from slotted
),

allowed as (
    select
        *,
        case when is_denied then 0 else charge * cast(35 + 45 * u(line_id, 'allowed') as integer) // 100 end as allow,
    from charged
),

shared as (
    select
        *,
        case when share < 0.40 then least(allow, 1000 + 500 * pick(line_id, 'copay', 6)) else 0 end as copay,
        case when share between 0.40 and 0.62 then allow * 20 // 100 else 0 end as coinsurance,
        case
            when share between 0.62 and 0.80 then allow * pick(line_id, 'deductible', 90) // 100
            else 0
        end as deductible,
        case when share > 0.97 then allow * 60 // 100 else 0 end as other_payer,
    from allowed
)

select
    version_no * 64 + line_no as _key,
    version_no,
    line_id,
    line_no,
    item_no,
    units,
    is_denied,
    sign * charge as charge,
    sign * allow as allow,
    sign * copay as copay,
    sign * coinsurance as coinsurance,
    sign * deductible as deductible,
    sign * other_payer as other_payer,
    sign * (allow - copay - coinsurance - deductible - other_payer) as paid,
from shared;
