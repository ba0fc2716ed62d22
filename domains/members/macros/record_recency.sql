{#  A text that sorts enrolment records from the oldest to the newest, the same for any order of arrival. #}
{% macro record_recency(alias) -%}
    concat_ws('|',
        coalesce(cast({{ alias }}.file_date as varchar), ''),
        coalesce(cast({{ alias }}.coverage_year as varchar), ''),
        coalesce(cast({{ alias }}.enrollment_start_date as varchar), ''),
        coalesce(cast({{ alias }}.enrollment_end_date as varchar), ''),
        {{ alias }}.member_id,
        coalesce({{ alias }}.coverage_type, ''),
        coalesce({{ alias }}.plan, '')
    )
{%- endmacro %}
