{#  The claim feeds of the sample source have the same columns; they differ in what they declare, and in the columns that one
    has beside the others (`also`). #}
{% macro sample_claim(relation, also=[]) -%}
{%- set not_sent = [
    'transaction_type', 'natural_key', 'header_apart', 'claim_line_start_date', 'claim_line_end_date', 'admit_type_code', 'admit_source_code',
    'hcpcs_modifier_3', 'hcpcs_modifier_4', 'hcpcs_modifier_5',
    'denial_reason_code', 'admitting_diagnosis_code', 'line_diagnosis_code', 'procedure_codes',
] | reject('in', also) | list -%}
{%- for position in range(6, claims.diagnosis_positions() + 1) -%}
    {%- do not_sent.append('diagnosis_code_' ~ position) -%}
{%- endfor -%}
with feed as (
    select * from {{ relation }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        _adjustment_style as adjustment_style,
        _paid_level as paid_level,
        {{ mesh_macros.qualified('claim_id') }} as claim_id,
        {{ mesh_macros.qualified('original_claim_id') }} as original_claim_id,
        {{ mesh_macros.qualified('member_id') }} as member_id,
    {%- for name in claims.medical_claim_sent() if name not in not_sent + [
        'adjustment_style', 'paid_level', 'claim_id', 'original_claim_id', 'member_id'
    ] %}
        {{ name }},
    {%- endfor %}
        {{ claims.numbered_procedures('procedure_code_', 2, 'procedure_date_') }} as procedure_codes
    from feed
)

select * from renamed
{%- endmacro %}
