{#  R-RX-07: morphine milligram equivalents a day that a fill supplies; null when they cannot be known. A patch gives its strength
    in micrograms an hour, whatever the number of patches.

    fill     alias with strength (milligrams per unit, of a patch micrograms per hour), quantity, days_supply
    factor   alias with factor, per_day_of_patch #}
{% macro daily_mme(fill, factor) -%}
    cast(case
        when {{ fill }}.strength <= 0 or {{ fill }}.days_supply not between 1 and {{ var('max_days_supply') }} or {{ fill }}.days_supply is null
            then null
        when {{ factor }}.per_day_of_patch = 1 then cast({{ fill }}.strength as double) * {{ factor }}.factor
        when {{ fill }}.quantity > 0
            then cast({{ fill }}.quantity as double) * {{ fill }}.strength * {{ factor }}.factor / {{ fill }}.days_supply
    end as decimal(18, 8))
{%- endmacro %}
