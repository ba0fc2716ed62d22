-- Purchase order lines that refill the warehouses a cycle ahead, and what becomes of each of them.
create table purchase as
with needed as (
    select warehouse_no, item_no, cycle_no, cast(sum(quantity) as bigint) as need,
        cast(sum(mean_need) as bigint) as mean_need
    from replenishment
    where cycle_no >= 3 and quantity > 0
    group by warehouse_no, item_no, cycle_no
    union all
    select r.warehouse_no, r.item_no, r.cycle_no + a.ahead as cycle_no, 0 as need,
        cast(sum(r.mean_need) as bigint) as mean_need
    from replenishment as r
    cross join (values (2), (3)) as a(ahead)
    where r.cycle_no = getvariable('cycles') - 1
    group by r.warehouse_no, r.item_no, r.cycle_no + a.ahead
),

supplied as (
    select
        (n.warehouse_no * 256 + n.item_no) * 256 + n.cycle_no as purchase_no,
        n.*,
        i.pack, i.boxes_per_case, i.unit_cost, i.uom_kind,
        case
            when u((n.warehouse_no * 256 + n.item_no) * 256 + n.cycle_no, 'supplier') < 0.8 then i.supplier_1
            else i.supplier_2
        end as supplier_no,
        i.supplier_2,
        coalesce(i.ingredients = 'albuterol', false)
        and n.cycle_no * 28 >= getvariable('shortage_share') * getvariable('period_days') as is_short,
        -- a lot is bought with something to spare in its first cycle
        ceil(n.need * 1.1 + case when n.cycle_no % 3 = 0 then n.mean_need * 0.8 else 0 end) as base_needed,
    from needed as n
    inner join item as i on n.item_no = i.item_no
),

packed as (
    select
        *,
        pack * boxes_per_case * case
            when uom_kind = 'vendor' and supplier_no = supplier_2 then 2
            else 1
        end as case_size,
    from supplied
),

measured as (
    select
        p.*,
        case when greatest(base_needed, mean_need) >= case_size and not is_short then 'CS' else 'BX' end as uom,
        case when greatest(base_needed, mean_need) >= case_size and not is_short then case_size else pack end as uom_size,
        cast(sum(need) over (
            partition by warehouse_no, item_no, cycle_no // 3, is_short order by cycle_no
        ) as bigint) as need_so_far,
        s.supplier_id,
        s.lead_days, s.punctual_share,
        s.cancelled_share * 0.5 as upto_cancelled,
        s.cancelled_share as upto_reduced,
        s.cancelled_share + s.rejected_share as upto_rejected,
        s.cancelled_share + s.rejected_share + s.surplus_share as upto_over,
        s.cancelled_share + s.rejected_share + s.surplus_share + (1 - s.complete_share) * 0.6 as upto_split,
        s.cancelled_share + s.rejected_share + s.surplus_share + (1 - s.complete_share) as upto_short,
        getvariable('start_date') + cast(cycle_no * 28 - 20 as integer) as promised,
        u(purchase_no, 'outcome') as outcome_share,
        (cycle_no * 8 + warehouse_no) * 16 + supplier_no as order_seed,
    from packed as p
    inner join ref_supplier as s on p.supplier_no = s.id
),

decided as (
    select
        *,
        -- what is short comes box by box, with nothing to spare
        case
            when is_short
                then cast(ceil(need_so_far / uom_size) - ceil((need_so_far - need) / uom_size) as bigint)
            else cast(ceil(greatest(base_needed, 1) / uom_size) as bigint)
        end as fair_quantity,
        case
            when is_short then 'shortage'
            when outcome_share < upto_cancelled then 'cancelled by buyer'
            when outcome_share < upto_reduced then 'cancelled in part'
            when outcome_share < upto_rejected then 'rejected'
            when outcome_share < upto_over then 'over'
            when outcome_share < upto_split then 'split'
            when outcome_share < upto_short then 'short'
            when u(purchase_no, 'punctual') < punctual_share then 'on time'
            else 'late'
        end as outcome,
    from measured
)

select
    d.* exclude (outcome_share, order_seed),
    case
        when outcome = 'shortage' then cast(ceil(mean_need * 1.3 / uom_size) as bigint) + fair_quantity
        else fair_quantity
    end as ordered_quantity,
    case outcome
        when 'cancelled by buyer' then fair_quantity
        when 'cancelled in part' then fair_quantity // 3
        else 0
    end as cancelled_quantity,
    promised - cast(lead_days as integer) - pick(order_seed, 'ordered', 6) as ordered,
    promised - pick(purchase_no, 'requested', 4) as requested,
    dense_rank() over (order by cycle_no, warehouse_no, supplier_no) as po_no,
    row_number() over (partition by cycle_no, warehouse_no, supplier_no order by item_no) as line_no,
from decided as d
where promised - cast(lead_days as integer) - pick(order_seed, 'ordered', 6) <= getvariable('end_date')
order by purchase_no;
