{#  Entities of sources that send a claim in several files: what the claim says as a whole, its dates, its codes, and what is told
    about its lines beside the lines. The rule-free model int_claim_apart puts them together. #}

{#  The entity `claim_header`. A claim may have several parts, each from a file of its own; a column that a part does not have is
    null in it. Names as in `medical_claim`.

    header_part   claim (the part that every claim has), institutional or professional
    date_key      which row of `claim_date` holds more dates of the claim; one row may serve several claims
    final_action, latest, settled  of feeds that mark the version that stands (R-CLM-18) #}
{% macro claim_header() -%}
    {{ return({
        'claim_id': 'varchar',
        'header_part': ['claim', 'institutional', 'professional'],
        'adjustment_style': ['debit_credit', 'final_action'],
        'transaction_type': ['original', 'adjustment', 'void'],
        'natural_key': 'varchar',
        'date_key': 'varchar',
        'final_action': ['Y', 'N'],
        'latest': ['Y', 'N'],
        'settled': 'integer',
        'claim_type': ['professional', 'institutional', 'pharmacy'],
        'claim_status_code': 'varchar',
        'denial_reason_code': 'varchar',
        'member_id': 'varchar',
        'payer': 'varchar',
        'plan': 'varchar',
        'claim_start_date': 'date',
        'claim_end_date': 'date',
        'admission_date': 'date',
        'discharge_date': 'date',
        'admit_type_code': 'varchar',
        'admit_source_code': 'varchar',
        'discharge_disposition_code': 'varchar',
        'bill_type_code': 'varchar',
        'drg_code': 'varchar',
        'billing_npi': 'varchar',
        'rendering_npi': 'varchar',
        'facility_id': 'varchar',
        'adjudication_date': 'date',
        'received_date': 'date',
        'charge_amount': 'decimal(18,2)',
        'coinsurance_amount': 'decimal(18,2)',
        'deductible_amount': 'decimal(18,2)',
        'header_paid_amount': 'decimal(18,2)',
        'diagnosis_code_type': 'varchar',
        'diagnosis_code_1': 'varchar',
        'admitting_diagnosis_code': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `claim_date`: dates that several claims share. #}
{% macro claim_date() -%}
    {{ return({
        'date_key': 'varchar',
        'admission_date': 'date',
        'discharge_date': 'date',
        'adjudication_date': 'date',
    }) }}
{%- endmacro %}

{#  The entity `claim_line_part`: what another file says of a claim line. #}
{% macro claim_line_part() -%}
    {{ return({
        'claim_id': 'varchar',
        'claim_line_number': 'integer',
        'line_part': ['institutional', 'professional'],
        'processing_indicator': 'varchar',
        'service_date': 'date',
        'other_payer_amount': 'decimal(18,2)',
    }) }}
{%- endmacro %}

{#  The entity `claim_code`: a diagnosis or procedure of a claim.

    code_level  header, principal, admitting, external, external_first, reason (why the patient came) or procedure #}
{% macro claim_code() -%}
    {{ return({
        'claim_id': 'varchar',
        'code_level': ['header', 'principal', 'admitting', 'external', 'external_first', 'reason', 'procedure'],
        'code_position': 'integer',
        'code': 'varchar',
        'code_type': 'varchar',
        'code_date': 'date',
        'poa_code': 'varchar',
    }) }}
{%- endmacro %}

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
