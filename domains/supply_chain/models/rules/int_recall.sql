with recalls as (
    select * from {{ ref('stg_recall') }}
),

recalled_lots as (
    select * from {{ ref('int_recalled_lot') }}
),

told_last as (
    select
        *,
        row_number() over (
            partition by recall_id order by file_date desc nulls last, report_date desc nulls last, row_number asc, record_id asc
        ) as place
    from recalls
),

named as (
    select
        recall_id,
        count(distinct package_ndc) as packages,
        count(distinct lot) as lots
    from recalls
    group by recall_id
),

stocked as (
    select
        recall_id,
        count(distinct item_id) as items
    from recalled_lots
    group by recall_id
),

recall as (
    select
        told_last.recall_id,
        told_last.recall_class,
        told_last.status,
        told_last.product_type,
        told_last.product_description,
        told_last.reason,
        told_last.code_info,
        cast(named.packages as integer) as packages,
        cast(named.lots as integer) as lots,
        case
            when named.lots = 0 then 1
            when {{ mesh_macros.has_part('lower(told_last.code_info)', 'through|thru |all lots|not limited to') }} then 1
            else 0
        end as more_lots_flag,
        cast(coalesce(stocked.items, 0) as integer) as items,
        told_last.recalling_firm,
        told_last.distribution_pattern,
        told_last.product_quantity,
        told_last.initiated_date,
        told_last.report_date,
        told_last.data_source
    from told_last
    inner join named
        on told_last.recall_id = named.recall_id
    left join stocked
        on told_last.recall_id = stocked.recall_id
    where told_last.place = 1
)

select * from recall
