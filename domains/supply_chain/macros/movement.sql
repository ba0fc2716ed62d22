{#  R-SCM-02: the movements that the stock ledger knows. #}
{% macro movement_types() -%}
    'COUNT', 'RECEIPT', 'ISSUE', 'TRANSFER_OUT', 'TRANSFER_IN', 'ADJUST'
{%- endmacro %}

{#  R-SCM-02: what a movement adds to the stock of its lot. A count sets the stock and so has no effect of its own. #}
{% macro movement_effect(movement_type, quantity) -%}
    case
        when {{ movement_type }} in ('RECEIPT', 'TRANSFER_IN', 'ADJUST') then {{ quantity }}
        when {{ movement_type }} in ('ISSUE', 'TRANSFER_OUT') then -{{ quantity }}
    end
{%- endmacro %}
