{#  Totals of this model and of another one agree, group by group. #}
{% test same_totals(model, compare_to, group_by, totals) %}
with ours as (
    select
        {{ group_by | join(', ') }},
        {% for column in totals %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ model }}
    group by {{ group_by | join(', ') }}
),

theirs as (
    select
        {{ group_by | join(', ') }},
        {% for column in totals %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ compare_to }}
    group by {{ group_by | join(', ') }}
)

(select * from ours except select * from theirs)
union all
(select * from theirs except select * from ours)
{% endtest %}
