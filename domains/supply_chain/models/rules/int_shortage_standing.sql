{#  What the lists of short drugs say: the latest of each, or those of the day that the variable as_of sets. #}
with history as (
    select * from {{ ref('int_shortage_history') }}
),

shortage_standing as (
    select
        data_source,
        package_ndc,
        status,
        availability,
        shortage_reason,
        initial_posting_date
    from history
    {%- if var('as_of') %}
    where cast('{{ var('as_of') }}' as date) between valid_from and valid_to
    {%- else %}
    where valid_to = date '9999-12-31'
    {%- endif %}
)

select * from shortage_standing
