{#  What the patient paid: as told, else the sum of its parts; null when the source tells none of them. #}
{% macro patient_share(claims) -%}
    case
        when {{ claims }}.patient_paid_amount is not null then {{ claims }}.patient_paid_amount
        when coalesce({{ claims }}.copay_amount, {{ claims }}.coinsurance_amount, {{ claims }}.deductible_amount) is not null
            then coalesce({{ claims }}.copay_amount, 0) + coalesce({{ claims }}.coinsurance_amount, 0) + coalesce({{ claims }}.deductible_amount, 0)
    end
{%- endmacro %}
