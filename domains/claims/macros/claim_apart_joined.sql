{#  How int_claim_apart puts the files of a claim together; the entities are in claim_apart.sql. #}

{#  The parts of a claim's header as one row per claim; only claims whose main part was received. #}
{% macro claim_header_joined(headers) -%}
    select
        claim_id,
        {%- for name in claims.claim_header() if name not in ('claim_id', 'header_part') %}
        max({{ name }}) as {{ name }},
        {%- endfor %}
        max(case when header_part = 'claim' then record_id end) as record_id,
        max(case when header_part = 'claim' then data_source end) as data_source,
        max(case when header_part = 'claim' then feed end) as feed
    from {{ headers }}
    group by claim_id
    having count(case when header_part = 'claim' then 1 end) > 0
{%- endmacro %}

{#  Amounts of a header that stand on the first line of its claim when no line tells them. #}
{% macro header_amounts() -%} {{ return(['charge_amount', 'coinsurance_amount', 'deductible_amount']) }} {%- endmacro %}

{#  Whether the amounts of lines can be relied on. #}
{% macro lines_add_up() -%}
    headers.header_paid_amount is null or line_totals.lines_paid = headers.header_paid_amount
{%- endmacro %}

{#  A column of `medical_claim` for a line and its header, as int_claim_apart joins them. #}
{% macro apart_column(name) -%}
    {%- if name == 'claim_id' -%}
        headers.claim_id
    {%- elif name == 'claim_line_number' -%}
        coalesce(lines.claim_line_number, 1)
    {%- elif name == 'paid_level' -%}
        case when {{ claims.lines_add_up() }} then 'line' else 'header' end
    {%- elif name in claims.header_amounts() -%}
        case when line_totals.lines_with_{{ name }} > 0 then lines.{{ name }} {# -#}
        when coalesce(lines.claim_line_number = line_totals.first_line, true) then headers.{{ name }} end
    {%- elif name == 'diagnosis_code_1' -%}
        case when coalesce(coded.has_first_diagnosis, 0) = 0 then headers.diagnosis_code_1 end
    {%- elif name == 'admitting_diagnosis_code' -%}
        case when coalesce(coded.has_admitting_diagnosis, 0) = 0 then headers.admitting_diagnosis_code end
    {%- elif name in ('admission_date', 'discharge_date', 'adjudication_date') -%}
        coalesce(headers.{{ name }}, dates.{{ name }})
    {%- elif name == 'claim_status_code' -%}
        {# A claim that was paid is not denied, whatever code it carries. -#}
        case when headers.header_paid_amount <> 0 then 'paid' else headers.claim_status_code end
    {%- elif name == 'line_status' -%}
        case when {{ claims.lines_add_up() }} then {# -#}
        {{ claims.carrier_line_status('line_parts.processing_indicator', 'lines.paid_amount', 'lines.allowed_amount') }} {# -#}
        else 'paid' end
    {%- elif name == 'denial_reason_code' -%}
        coalesce(line_parts.processing_indicator, lines.denial_reason_code, headers.denial_reason_code)
    {%- elif name == 'claim_line_start_date' -%}
        coalesce(lines.claim_line_start_date, line_parts.service_date)
    {%- elif name == 'other_payer_amount' -%}
        coalesce(lines.other_payer_amount, line_parts.other_payer_amount)
    {%- elif name in claims.claim_header() -%}
        coalesce(lines.{{ name }}, headers.{{ name }})
    {%- else -%}
        lines.{{ name }}
    {%- endif -%}
{%- endmacro %}
