{#  The body of an in_<entity> model: every mapping of the entity, one below the other, by column name.

    mappings  relations of the map_ models; a column that a source does not have is null
    columns   {name: type} of the entity (the types are applied in staging; here all are text) #}
{% macro union_mappings(mappings, columns) -%}
with entity as (
    select
    {%- for name, type in mesh_macros.lineage_columns().items() %}
        cast(null as {{ type }}) as {{ name }},
    {%- endfor %}
    {%- for name in columns %}
        cast(null as varchar) as {{ name }},
    {%- endfor %}
    where 1 = 0
    {%- for mapping in mappings %}
    union all by name
    select * from {{ mapping }}
    {%- endfor %}
)

select
{%- for name in mesh_macros.lineage_columns() %}
    {{ name }},
{%- endfor %}
{%- for name in columns %}
    {{ name }},
{%- endfor %}
from entity
{%- endmacro %}
