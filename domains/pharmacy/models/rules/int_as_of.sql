{#  The day up to which a data source is known: its latest date of service that its own file can know of, never the clock.
    The variable as_of sets it for all. #}
with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
),

as_of as (
    select
        data_source,
        {%- if var('as_of') %}
        date '{{ var('as_of') }}' as as_of
        {%- else %}
        coalesce(max(date_of_service) filter (where date_of_service <= file_date), max(date_of_service)) as as_of
        {%- endif %}
    from claims
    group by data_source
)

select * from as_of
