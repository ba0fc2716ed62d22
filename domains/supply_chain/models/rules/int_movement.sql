{#  Stock movements in base units. What an inventory sheet counts of a lot in several bins of a place is one count of that day. #}
with movements as (
    select * from {{ ref('stg_inventory_movement') }}
),

bin_counts as (
    select * from {{ ref('stg_bin_count') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

moved as (
    select
        movements.movement_id,
        movements.movement_date,
        movements.recorded_date,
        movements.movement_type,
        movements.location_id,
        movements.to_location_id,
        movements.item_id,
        movements.lot,
        cast(base_quantities.base_quantity as decimal(18, 4)) as quantity,
        base_quantities.base_uom,
        movements.transfer_id,
        movements.quantity as sent_quantity,
        movements.uom as sent_uom,
        movements.data_source
    from movements
    inner join base_quantities
        on movements.record_id = base_quantities.record_id
    where movements.movement_type in ({{ supply_chain.movement_types() }})
),

counted as (
    select
        'count:' || {{ mesh_macros.joined_text([
            'bin_counts.count_date', 'bin_counts.location_id', 'bin_counts.item_id', 'bin_counts.lot',
        ]) }} as movement_id,
        bin_counts.count_date as movement_date,
        cast(null as date) as recorded_date,
        'COUNT' as movement_type,
        bin_counts.location_id,
        cast(null as varchar) as to_location_id,
        bin_counts.item_id,
        bin_counts.lot,
        cast(sum(base_quantities.base_quantity) as decimal(18, 4)) as quantity,
        min(base_quantities.base_uom) as base_uom,
        cast(null as varchar) as transfer_id,
        cast(sum(bin_counts.quantity) as decimal(18, 4)) as sent_quantity,
        min(bin_counts.uom) as sent_uom,
        min(bin_counts.data_source) as data_source
    from bin_counts
    inner join base_quantities
        on bin_counts.record_id = base_quantities.record_id
    group by bin_counts.count_date, bin_counts.location_id, bin_counts.item_id, bin_counts.lot
),

movement as (
    select * from moved
    union all
    select * from counted
)

select * from movement
