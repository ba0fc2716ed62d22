{#  Rows in = rows kept + rows rejected + duplicates + superseded rows, for every file of every feed. #}
{% test rows_accounted(model) %}
select *
from {{ model }}
where rows_in <> rows_kept + rows_rejected + rows_duplicate + rows_superseded
{% endtest %}
