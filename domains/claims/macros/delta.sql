{#  R-CLM-05: claims of payers that send only what changed. What stands of such a claim is the sum of its entries. #}

{#  1 when the payer got more back than it had paid: kept as it is, never clipped. #}
{% macro negative_paid_flag(paid) -%}
    cast(case when {{ paid }} < 0 then 1 else 0 end as integer)
{%- endmacro %}

{#  The columns of int_claim_amount that add up over the entries of a claim, with their types. #}
{% macro summed_amounts() -%}
    {{ return({
        'paid_amount': 'decimal(18,2)',
        'allowed_amount': 'decimal(18,2)',
        'charge': 'decimal(18,2)',
        'copay': 'decimal(18,2)',
        'coinsurance': 'decimal(18,2)',
        'deductible': 'decimal(18,2)',
        'cob': 'decimal(18,2)',
        'service_quantity': 'decimal(18,4)',
    }) }}
{%- endmacro %}
