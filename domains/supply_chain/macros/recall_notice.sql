{#  The numbers of the recalls that a notice tells, one row each: its own field, else those in the text. A number is the letter of the
    office (B biologics, D drugs, F and H food, T tobacco, V animals, Z devices), a running number and the year. #}
{% macro recall_numbers(recall_number, text) -%}
    {{ mesh_macros.pattern_items(
        "coalesce(" ~ recall_number ~ ", " ~ text ~ ")", '\\b[BDFHTVZ]-[0-9]{3,4}-[0-9]{2,4}\\b'
    ) }}
{%- endmacro %}

{#  The lot and unit numbers that a text may name, one row each: every word of four or more letters, digits and hyphens with a digit in
    it that is no date. Rather too many than too few: a word that is no lot matches no lot of the product. #}
{% macro lot_numbers(text) -%}
    {%- set date_forms = [
        '[0-9]{1,2}[-/.][0-9]{1,2}[-/.](19|20)[0-9]{2}',
        '[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}',
        '[0-9]{1,2}/(19|20)[0-9]{2}',
        '(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[.]? ?([0-9]{1,2},? ?)?(19|20)[0-9]{2}',
    ] -%}
    {%- set word_forms = [
        '[A-Z-]*[0-9][A-Z0-9-]{3,}', '[A-Z-]+[0-9][A-Z0-9-]{2,}', '[A-Z-]{2,}[0-9][A-Z0-9-]+', '[A-Z-]{3,}[0-9]',
    ] -%}
    {{ mesh_macros.pattern_items(
        "regexp_replace(upper(" ~ text ~ "), '" ~ date_forms | join('|') ~ "', ' ', 'g')", word_forms | join('|')
    ) }}
{%- endmacro %}

{#  I, II or III, however the class is written; any other text stays as it is. #}
{% macro recall_class(column) -%}
    trim(regexp_replace(upper({{ column }}), '^ *CLASS ', ''))
{%- endmacro %}
