{#  R-MEM-05: age in completed years; null when the birth is after the reference date.

    Somebody born on 29 February completes a year on 1 March in common years. Differences of days or hours divided by a
    year's length are wrong around birthdays. #}
{% macro age_years(birth_date, reference_date) -%}
    case when {{ birth_date }} <= {{ reference_date }} then cast(
        year({{ reference_date }}) - year({{ birth_date }})
        - case
            when month({{ reference_date }}) * 100 + day({{ reference_date }}) < month({{ birth_date }}) * 100 + day({{ birth_date }})
                then 1
            else 0
        end as integer
    ) end
{%- endmacro %}

{#  Ages of 90 and more become 90, "90 or older" (45 CFR 164.514(b)(2)). #}
{% macro deid_age(age) -%}
    case when {{ age }} > 90 then 90 else {{ age }} end
{%- endmacro %}
