with recalls as (
    select * from {{ ref('int_recall') }}
),

recall as (
    select
        recall_id,
        recall_class,
        status,
        product_type,
        product_description,
        reason,
        code_info,
        packages,
        lots,
        more_lots_flag,
        items,
        recalling_firm,
        distribution_pattern,
        product_quantity,
        initiated_date,
        report_date,
        data_source
    from recalls
)

select * from recall
