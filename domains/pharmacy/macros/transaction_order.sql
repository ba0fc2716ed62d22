{#  R-RX-02: the place of a transaction among those of its fill, a text that sorts by the transaction's own time, then billing, reversal,
    rebill, then by id. Arrival never matters. The id stands from the 29th character on. #}
{% macro transaction_place() -%}
    coalesce({{ mesh_macros.timestamp_text('transaction_ts') }}, repeat(' ', 26)) || coalesce(transaction_code, '  ') || transaction_id
{%- endmacro %}

{#  Only accepted transactions count; of these, billing and rebill set what the fill costs. #}
{% macro is_accepted() -%}
    (response_status = 'P' and transaction_code in ('B1', 'B2', 'B3'))
{%- endmacro %}

{% macro is_billed() -%}
    (response_status = 'P' and transaction_code in ('B1', 'B3'))
{%- endmacro %}

{#  The state of a fill: what a final feed declares, else what the last accepted transaction leaves. #}
{% macro fill_state(declared_state, last_accepted, last_billed) -%}
    case
        when {{ declared_state }} is not null then {{ declared_state }}
        when {{ last_accepted }} is null then 'rejected'
        when {{ last_accepted }} = {{ last_billed }} then 'active'
        when {{ last_billed }} is not null then 'reversed'
        else 'orphan_reversal'
    end
{%- endmacro %}

{#  What names a fill for which transactions are sent. #}
{% macro fill_id() -%}
    {{ mesh_macros.joined_text(['pharmacy_id', 'rx_number', 'fill_number', 'date_of_service']) }}
{%- endmacro %}
