{#  R-GOV-01: ZIP codes cut to three digits, the most that de-identified data may tell of a place (45 CFR 164.514(b)(2)).

    Three digits are told only of areas that are known to have more than 20,000 people; all others are '000'. HHS printed the 17 areas
    that were too small in Census 2000; six others are too small in Census 2020, so areas are released from a list, never withheld by one. #}

{#  The five digits of a ZIP code as sent, null when it is not one. Spreadsheets lose one leading zero, so four digits are padded;
    three are not, they could as well be a ZIP3. Nine digits are a ZIP+4 without its hyphen. #}
{% macro zip5(raw) -%}
    {%- set digits -%} split_part(trim({{ raw }}), '-', 1) {%- endset -%}
    case
        when translate({{ digits }}, '0123456789', '') <> '' then null
        when length({{ digits }}) = 4 then nullif('0' || {{ digits }}, '00000')
        when length({{ digits }}) in (5, 9) then nullif(substring({{ digits }}, 1, 5), '00000')
    end
{%- endmacro %}

{#  The body of a model: key, zip3 and reason (zip_blank, zip_invalid; null otherwise) for each row.

    rows      relation with a key and a ZIP code as sent
    areas     relation with code (ZIP3), version and population; without a population an edition counts the area as too small
    editions  versions of the areas that are honoured: an area must be large enough in each of them that names it #}
{% macro zip3_by_row(rows, key, zip_code, areas, editions) -%}
with sent as (
    select
        {{ key }},
        {{ zip_code }},
        {{ mesh_macros.zip5(zip_code) }} as zip5
    from {{ rows }}
),

released as (
    select code
    from {{ areas }}
    where version in ('{{ editions | join("', '") }}')
    group by code
    having min(coalesce(population, 0)) > 20000
),

cut as (
    select
        sent.{{ key }},
        case when sent.zip5 is not null then coalesce(released.code, '000') end as zip3,
        case
            when coalesce(trim(sent.{{ zip_code }}), '') = '' then 'zip_blank'
            when sent.zip5 is null then 'zip_invalid'
        end as reason
    from sent
    left join released
        on substring(sent.zip5, 1, 3) = released.code
)

select * from cut
{%- endmacro %}
