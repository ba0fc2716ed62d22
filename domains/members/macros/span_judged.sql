{#  R-MEM-02, shared by the spans and their rejects: which enrolment spans count.

    An end before the start says that the span never happened; nobody is covered after death.
    Result: CTEs up to `span_judged` (the span with its end cut at death; reason null = counts). #}
{% macro span_judged(spans, deaths) -%}
spans as (
    select * from {{ spans }}
),

deaths as (
    select
        person_id,
        min(death_date) as death_date
    from {{ deaths }}
    where death_date is not null
    group by person_id
),

span_judged as (
    select
        spans.*,
        least(
            coalesce(spans.end_date, date '9999-12-31'),
            coalesce(deaths.death_date, date '9999-12-31')
        ) as counted_end_date,
        case
            when spans.end_date < spans.start_date then 'span_voided'
            when spans.start_date > deaths.death_date then 'span_after_death'
        end as reason
    from spans
    left join deaths
        on spans.person_id = deaths.person_id
)
{%- endmacro %}
