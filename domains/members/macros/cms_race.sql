{#  Race as CMS codes it; a code that the list does not have stays as it was sent. #}
{% macro cms_race(column) -%}
    case {{ column }}
        when '0' then 'unknown'
        when '1' then 'white'
        when '2' then 'black'
        when '3' then 'other'
        when '4' then 'asian'
        when '5' then 'hispanic'
        when '6' then 'native american'
        else {{ column }}
    end
{%- endmacro %}
