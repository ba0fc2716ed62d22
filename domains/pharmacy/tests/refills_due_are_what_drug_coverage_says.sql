-- Every current or due supply of drug_coverage has its refill on the next day, and nothing else has.
with coverage as (
    select
        person_id,
        ingredient,
        {{ mesh_macros.add_days('runout_date', 1) }} as due_date,
        last_fill_id
    from {{ ref('drug_coverage', v=1) }}
    where refill_status in ('current', 'due')
),

refills as (
    select
        person_id,
        ingredient,
        due_date,
        last_fill_id
    from {{ ref('refill_due', v=1) }}
),

lapsed as (
    select
        person_id,
        ingredient,
        {{ mesh_macros.add_days('runout_date', 1) }} as due_date,
        last_fill_id
    from {{ ref('lapsed_fill', v=1) }}
    where status in ('current', 'due')
),

differences as (
    (
        select * from coverage
        except
        select * from refills
    )
    union all
    (
        select * from refills
        except
        select * from coverage
    )
    union all
    (
        select * from lapsed
        except
        select * from refills
    )
    union all
    (
        select * from refills
        except
        select * from lapsed
    )
)

select * from differences
