{#  Procedures of a claim that a file writes side by side, as one text that staging carries like any column: `code@day` of every slot,
    `|` between the slots. Null when no slot is used; empty slots in front of a used one keep their place.

    pairs  [(column of the code, column of its day or none), ...] in order of position #}
{% macro packed_procedures(pairs) -%}
    case
        when coalesce({{ pairs | map('first') | join(', ') }}) is not null
            then nullif(rtrim(
            {%- for code, day in pairs %}
                {{ claims.packed_part(code) }} || '@'{{ ' || ' ~ claims.packed_part(day) if day }}{{ " || '|' ||" if not loop.last }}
            {%- endfor %}
            , '@|'), '')
    end
{%- endmacro %}

{#  A code or a day has neither sign; text that has one is neither, and says so later. #}
{% macro packed_part(column) -%}
    coalesce(translate({{ mesh_macros.clean_text(column) }}, '@|', '??'), '')
{%- endmacro %}

{#  The same columns numbered from 1: procedure_code_1, procedure_date_1, ... #}
{% macro numbered_procedures(code, slots, day=none) -%}
    {%- set pairs = [] -%}
    {%- for slot in range(1, slots + 1) -%}
        {%- do pairs.append((code ~ slot, day ~ slot if day else none)) -%}
    {%- endfor -%}
    {{ claims.packed_procedures(pairs) }}
{%- endmacro %}

{#  icd-10-pcs or icd-9-pcs: what the claim says (X12 837 HI qualifiers, the 0 and 9 of CMS), else the form of the code (from
    icd_code). The two have no form in common. #}
{% macro procedure_code_type(qualifier, code) -%}
    case
        when upper(trim({{ qualifier }})) in ('BBR', 'BBQ', '10', '0', 'ICD-10-PCS', 'ICD-10-CM') then 'icd-10-pcs'
        when upper(trim({{ qualifier }})) in ('BR', 'BQ', '9', 'ICD-9-PCS', 'ICD-9-CM') then 'icd-9-pcs'
        when length({{ code }}) <= 4 then 'icd-9-pcs'
        else 'icd-10-pcs'
    end
{%- endmacro %}

{#  Whether the code has the form of its type. ICD-10-PCS has no letters I and O; HCPCS are five signs, the last or the first may be a
    letter; HIPPS, the payment groups of facilities, are any five. #}
{% macro procedure_has_form(code, code_type) -%}
    case {{ code_type }}
        when 'icd-10-pcs' then {{ mesh_macros.matches(code, '[0-9A-HJ-NP-Z]{7}') }}
        when 'icd-9-pcs' then {{ mesh_macros.matches(code, '[0-9]{3,4}') }}
        when 'hipps' then {{ mesh_macros.matches(code, '[0-9A-Z]{5}') }}
        else {{ mesh_macros.matches(code, '[0-9]{4}[0-9A-Z]|[A-Z][0-9]{4}') }}
    end
{%- endmacro %}
