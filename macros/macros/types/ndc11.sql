{#  R-RX-01: National Drug Codes in one form, 11 digits without separators (labeler 5, product 4, package 2).

    Labelers print 10 digits in three segmentations (4-4-2, 5-3-2, 5-4-1); the segment that is one short gets a zero in front.
    Without separators 10 digits do not tell which segment that is: pharmacy.int_ndc looks such codes up in the drug
    reference. Padding every short code on the left instead makes another product of it.

    raw           text as sent; hyphens or spaces separate the segments
    numeric_feed  1 when the feed sends the code as a number, so that leading zeros are lost #}

{% macro ndc11(raw, numeric_feed='0') -%}
    nullif(nullif({{ mesh_macros.ndc_digits(raw, numeric_feed) }}, '00000000000'), '99999999999')
{%- endmacro %}

{#  Labeler and product, without the package. #}
{% macro ndc9(ndc11) -%}
    substring({{ ndc11 }}, 1, 9)
{%- endmacro %}

{#  ok, padded_numeric, blank, placeholder, invalid_character, invalid_format, or unresolved_10 when only a reference can tell. #}
{% macro ndc_status(raw, numeric_feed='0') -%}
    {%- set code -%} {{ mesh_macros.ndc_separated(raw) }} {%- endset -%}
    case
        when {{ mesh_macros.clean_text(raw) }} is null then 'blank'
        when translate({{ code }}, '0123456789-', '') <> '' then 'invalid_character'
        when {{ mesh_macros.ndc_digits(raw, numeric_feed) }} in ('00000000000', '99999999999') then 'placeholder'
        when {{ mesh_macros.ndc_digits(raw, numeric_feed) }} is null
            then case when length({{ code }}) = 10 and position('-' in {{ code }}) = 0 then 'unresolved_10' else 'invalid_format' end
        when position('-' in {{ code }}) = 0 and length({{ code }}) < 10 then 'padded_numeric'
        else 'ok'
    end
{%- endmacro %}

{#  A 10-digit code without separators, read as if its segments were 4-4-2, 5-3-2 or 5-4-1. #}
{% macro ndc_candidate(ten_digits, segmentation) -%}
    {%- if segmentation == '4-4-2' -%}
        '0' || {{ ten_digits }}
    {%- elif segmentation == '5-3-2' -%}
        substring({{ ten_digits }}, 1, 5) || '0' || substring({{ ten_digits }}, 6, 5)
    {%- else -%}
        substring({{ ten_digits }}, 1, 9) || '0' || substring({{ ten_digits }}, 10, 1)
    {%- endif -%}
{%- endmacro %}

{#  Trimmed, with a hyphen between the segments. #}
{% macro ndc_separated(raw) -%}
    replace(trim({{ raw }}), ' ', '-')
{%- endmacro %}

{#  11 digits, placeholders included; null when the text alone does not tell them. #}
{% macro ndc_digits(raw, numeric_feed) -%}
    {%- set code -%} {{ mesh_macros.ndc_separated(raw) }} {%- endset -%}
    case
        when translate({{ code }}, '0123456789-', '') <> '' then null
        when position('-' in {{ code }}) = 0 then
            case
                when length({{ code }}) = 11 then {{ code }}
                when length({{ code }}) between 1 and 9 and cast({{ numeric_feed }} as integer) = 1 then lpad({{ code }}, 11, '0')
            end
        when length({{ code }}) - length(replace({{ code }}, '-', '')) = 2
            and cast(length(split_part({{ code }}, '-', 1)) as varchar)
            || cast(length(split_part({{ code }}, '-', 2)) as varchar)
            || cast(length(split_part({{ code }}, '-', 3)) as varchar) in ('442', '532', '541', '542')
            then lpad(split_part({{ code }}, '-', 1), 5, '0')
                || lpad(split_part({{ code }}, '-', 2), 4, '0')
                || lpad(split_part({{ code }}, '-', 3), 2, '0')
    end
{%- endmacro %}

{#  One row per distinct NDC that a free text names, as printed there, in the select list; one row with null where it names none.
    A code has three groups of digits with hyphens; a digit more before or behind makes it another number. Codes without hyphens are
    left alone: 10 digits do not tell the product, and other numbers look like them. #}
{% macro ndcs_in_text(column) -%}
    {{ mesh_macros.pattern_items(
        "regexp_replace(" ~ column ~ ", '[^0-9-]+', ' ', 'g')", '\\b[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}\\b'
    ) }}
{%- endmacro %}
