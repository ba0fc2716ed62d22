{#  R-SCM-08: the recalls to trace, a select of recall, product and lot (null = all lots): those of the feeds, or the one lot that
    the variables recalled_ndc9 and recalled_lot name. #}
{% macro recalls_to_trace(recalls) -%}
    {%- if var('recalled_lot') -%}
    select
        'asked for' as recall_id,
        '{{ var('recalled_ndc9') }}' as product_id,
        upper(trim('{{ var('recalled_lot') }}')) as lot
    {%- else -%}
    select distinct
        recall_id,
        coalesce(ndc9, item_id) as product_id,
        nullif(upper(trim(lot)), '') as lot
    from {{ recalls }}
    where ndc9 is not null or item_id is not null
    {%- endif -%}
{%- endmacro %}

{#  R-SCM-08: rows of a CTE with product_id and lot that recalls mean, with the recall and its product; a row without a product
    is known by its lot alone. Use after the CTE recalls. #}
{% macro recalled_rows(rows) -%}
    select
        {{ rows }}.*,
        recalls.recall_id,
        recalls.product_id as recalled_product_id
    from {{ rows }}
    inner join recalls
        on {{ rows }}.product_id = recalls.product_id
    where recalls.lot is null or recalls.lot = {{ rows }}.lot
    union all
    select
        {{ rows }}.*,
        recalls.recall_id,
        recalls.product_id as recalled_product_id
    from {{ rows }}
    inner join recalls
        on {{ rows }}.lot = recalls.lot
    where {{ rows }}.product_id is null
{%- endmacro %}
