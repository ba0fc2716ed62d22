{#  What the files of CMS (CCLF, IDR) have in common. #}

{#  A date as sent; null for the days that stand for "no date" (CCLF Information Packet, section 3.6). #}
{% macro cms_date(column) -%}
    case when trim({{ column }}) not in ('1000-01-01', '9999-12-31') then {{ column }} end
{%- endmacro %}

{#  The adjustment type of the debit/credit method: 0 original, 1 cancellation, 2 adjustment; a leading zero does not count. Text of
    another form stays, for staging to reject. #}
{% macro debit_credit_type(column) -%}
    case when trim({{ column }}) in ('00', '01', '02') then substring(trim({{ column }}), 2, 1) else {{ column }} end
{%- endmacro %}

{#  The amount of a debit or credit with its sign: cancellations arrive with positive amounts (R-CLM-04). #}
{% macro debit_credit_amount(is_cancellation, amount) -%}
    case when {{ is_cancellation }} then -abs({{ amount }}) else {{ amount }} end
{%- endmacro %}

{#  The name of a claim in all tables of the Integrated Data Repository: four columns together. #}
{% macro idr_claim_id() -%}
    {{ mesh_macros.qualified("GEO_BENE_SK || '|' || CLM_DT_SGNTR_SK || '|' || CLM_TYPE_CD || '|' || CLM_NUM_SK") }}
{%- endmacro %}
