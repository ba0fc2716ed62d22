{#  Spans of one partition neither overlap nor touch: the day after an end is never inside, or the start of, another span. #}
{% test spans_apart(model, partition, start, end) %}
with spans as (
    select
        *,
        lag({{ end }}) over (partition by {{ partition | join(', ') }} order by {{ start }}) as previous_end
    from {{ model }}
)

select *
from spans
where
    previous_end >= date '9999-12-31'
    or {{ start }} <= previous_end + 1
{% endtest %}
