{{ config(materialized='view') }}
{%- set modifiers = ['modifier_1', 'modifier_2', 'modifier_3', 'modifier_4', 'modifier_5'] -%}
{%- set sources = ['place', 'service'] + modifiers %}
{%- set roles = sources | join('_role, ') ~ '_role' %}
{%- set modalities = sources | join('_modality, ') ~ '_modality' %}

{#  A code counts whatever the day: payers took places and modifiers before and after they were official. A place that did not
    exist yet leaves a remark. #}
with lines as (
    select * from {{ ref('int_service_line') }}
),

codes as (
    select * from {{ ref('telehealth_code') }}
),

{%- for kind in ['place_of_service', 'modifier', 'service'] %}
{{ kind }}_code as (
    select
        code,
        role,
        coalesce(modality, '') as modality,
        note_before_start,
        valid_from
    from codes
    where kind = '{{ kind }}'
),
{%- endfor %}

cleaned as (
    select
        line_id,
        record_id,
        service_date,
        {{ mesh_macros.zero_padded('trim(pos)', 2) }} as pos,
        {%- for modifier in modifiers %}
        upper(trim({{ modifier }})) as {{ modifier }},
        {%- endfor %}
        upper(trim(hcpcs)) as hcpcs
    from lines
),

looked_up as (
    select
        cleaned.line_id,
        cleaned.record_id,
        {%- for source in sources %}
        coalesce({{ source }}_code.role, '') as {{ source }}_role,
        coalesce({{ source }}_code.modality, '') as {{ source }}_modality,
        {%- endfor %}
        case when cleaned.service_date < place_code.valid_from then place_code.note_before_start end as dq_note
    from cleaned
    left join place_of_service_code as place_code
        on cleaned.pos = place_code.code
    left join service_code
        on cleaned.hcpcs = service_code.code
    {%- for modifier in modifiers %}
    left join modifier_code as {{ modifier }}_code
        on cleaned.{{ modifier }} = {{ modifier }}_code.code
    {%- endfor %}
),

judged as (
    select
        line_id,
        record_id,
        'telehealth' in ({{ roles }}) as is_telehealth,
        'related' in ({{ roles }}) as is_related,
        case
            {%- for modality in ['audio_only', 'asynchronous', 'virtual_check_in'] %}
            when '{{ modality }}' in ({{ modalities }}) then '{{ modality }}'
            {%- endfor %}
            else 'video_or_unspecified'
        end as modality,
        dq_note
    from looked_up
),

telehealth_line as (
    select
        line_id,
        record_id,
        cast(case when is_telehealth then 1 else 0 end as integer) as telehealth_flag,
        cast(case when is_telehealth or is_related then 1 else 0 end as integer) as telehealth_related,
        case when is_telehealth then modality end as modality,
        dq_note
    from judged
)

select * from telehealth_line
