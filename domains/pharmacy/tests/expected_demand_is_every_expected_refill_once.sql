-- drug_demand expects one refill for each last fill that is to be repeated, with its quantity, and no other.
with demand as (
    select
        coalesce(sum(fills), 0) as fills,
        coalesce(sum(quantity), 0) as quantity
    from {{ ref('drug_demand', v=1) }}
    where demand_type = 'expected'
),

last_fills as (
    select
        last_fill_id,
        max(coalesce(quantity, 0)) as quantity
    from {{ ref('refill_due', v=1) }}
    where
        is_refill_expected = 1
        and ndc9 is not null
    group by last_fill_id
),

refills as (
    select
        count(*) as fills,
        coalesce(sum(quantity), 0) as quantity
    from last_fills
),

differences as (
    (
        select * from demand
        except
        select * from refills
    )
    union all
    (
        select * from refills
        except
        select * from demand
    )
)

select * from differences
