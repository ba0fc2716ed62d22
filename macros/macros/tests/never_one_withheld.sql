{#  Of no group exactly one value is withheld while its total is told: a subtraction would reveal it. #}
{% test never_one_withheld(model, group, value, total) %}
select
    {{ group | join(', ') }},
    count(*) as withheld
from {{ model }}
where {{ value }} is null and {{ total }} is not null
group by {{ group | join(', ') }}
having count(*) = 1
{% endtest %}
