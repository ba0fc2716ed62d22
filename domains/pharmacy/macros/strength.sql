{#  Strengths are sent as a number and a unit: MG, MCG/HR, MG/5ML. Any other unit makes the strength unknown (null), never zero. #}

{#  Milligrams in one billing unit, a tablet or a millilitre. #}
{% macro strength_mg(number, unit) -%}
{%- set volume = "replace(split_part(upper(replace(" ~ unit ~ ", ' ', '')), '/', 2), 'ML', '')" -%}
    {{ number }} * {{ pharmacy.unit_mg(unit) }} / case when {{ volume }} = '' then 1 else {{ mesh_macros.plain_number(volume) }} end
{%- endmacro %}

{#  Micrograms that a patch gives off in an hour. #}
{% macro strength_mcg_per_hour(number, unit) -%}
    case when split_part(upper(replace({{ unit }}, ' ', '')), '/', 2) in ('H', 'HR', 'HOUR') then {{ number }} * {{ pharmacy.unit_mg(unit) }} * 1000 end
{%- endmacro %}

{% macro unit_mg(unit) -%}
    case split_part(upper(replace({{ unit }}, ' ', '')), '/', 1)
        when 'MG' then 1 when 'MCG' then 0.001 when 'UG' then 0.001 when 'G' then 1000
    end
{%- endmacro %}
