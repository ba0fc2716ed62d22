{#  The days between which a data source is known: from its first date of service to its latest one that its own file can know of,
    never the clock. The variable as_of sets the latter for all. #}
with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
),

as_of as (
    select
        data_source,
        min(date_of_service) as known_from,
        {%- if var('as_of') %}
        date '{{ var('as_of') }}' as as_of
        {%- else %}
        coalesce(max(date_of_service) filter (where date_of_service <= file_date), max(date_of_service)) as as_of
        {%- endif %}
    from claims
    group by data_source
)

select * from as_of
