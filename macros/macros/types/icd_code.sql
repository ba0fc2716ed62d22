{#  Diagnosis codes as payers send them, brought into one form (R-CLM-07). Codes are compared without dots and never padded:
    E119 is diabetes in ICD-10-CM and an external cause in ICD-9-CM, so a code means nothing without its type. #}

{#  The code without blanks and dots, upper case; null when nothing was sent. #}
{% macro icd_code(raw) -%}
    nullif(nullif(replace(upper(trim({{ raw }})), '.', ''), ''), '~')
{%- endmacro %}

{#  icd-9-cm or icd-10-cm: what the qualifier of the claim says, else what was in force on the day of service. #}
{% macro icd_code_type(qualifier, service_date) -%}
    case
        when upper(trim({{ qualifier }})) in ('ABK', 'ABF', '10', '0', 'ICD-10-CM') then 'icd-10-cm'
        when upper(trim({{ qualifier }})) in ('BK', 'BF', '9', 'ICD-9-CM') then 'icd-9-cm'
        when {{ service_date }} < date '2015-10-01' then 'icd-9-cm'
        else 'icd-10-cm'
    end
{%- endmacro %}

{#  Whether the code (from icd_code) has the form of its type. #}
{% macro icd_has_form(code, code_type) -%}
    case {{ code_type }}
        when 'icd-10-cm' then {{ mesh_macros.matches(code, '[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}') }}
        else {{ mesh_macros.matches(code, '[0-9]{3,5}|V[0-9]{2,4}|E[0-9]{3,4}') }}
    end
{%- endmacro %}

{#  The code as people read it: a dot after the third character, after the fourth for the E codes of ICD-9-CM. #}
{% macro icd_display(code, code_type) -%}
    case
        when {{ code_type }} = 'icd-9-cm' and {{ code }} like 'E%'
            then case when length({{ code }}) > 4
                then substring({{ code }}, 1, 4) || '.' || substring({{ code }}, 5) else {{ code }} end
        when length({{ code }}) > 3 then substring({{ code }}, 1, 3) || '.' || substring({{ code }}, 4)
        else {{ code }}
    end
{%- endmacro %}
