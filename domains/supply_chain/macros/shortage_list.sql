{#  What tells the rows of a list apart that has no key: all that they say, spacing aside. #}
{% macro listing_id(columns) -%}
    {%- set values = [] -%}
    {%- for column in columns -%}
        {%- do values.append(mesh_macros.squeezed(column)) -%}
    {%- endfor -%}
    _feed || ':' || md5({{ mesh_macros.joined_text(values) }})
{%- endmacro %}

{#  The status of a listing in the one spelling that the rules compare; any other text stays as it is. #}
{% macro shortage_status(column) -%}
    {%- set status = mesh_macros.squeezed(column) -%}
    case lower({{ status }})
        when 'current' then 'Current'
        when 'to be discontinued' then 'To Be Discontinued'
        when 'resolved' then 'Resolved'
        else {{ status }}
    end
{%- endmacro %}

{#  Month, day, year as ISO text; blank is null, other text stays as it is, for staging to judge. #}
{% macro list_date(column) -%}
    {{ mesh_macros.iso_date_text(mesh_macros.squeezed(column), '%m/%d/%Y') }}
{%- endmacro %}

{#  What a list says about a package: the columns of `shortage` that are no key. #}
{% macro shortage_facts() -%}
    {{ return(supply_chain.shortage().keys() | reject('in', ['package_ndc', 'listing_id']) | list) }}
{%- endmacro %}
