{#  The lineage every row carries from its file to the rejects, as the mapping models select it. #}
{% macro feed_columns() -%}
    _data_source as data_source,
    _feed as feed,
    _file_name as file_name,
    _file_date as file_date,
    _row_number as row_number,
    _offset as event_offset,
    _event_type as event_type,
    _received_at as received_at,
    _fault as fault,
    _raw_line as raw_line
{%- endmacro %}

{#  The same columns, by their names after the mapping, with their types. #}
{% macro lineage_columns() -%}
    {{ return({
        'data_source': 'varchar',
        'feed': 'varchar',
        'file_name': 'varchar',
        'file_date': 'date',
        'row_number': 'bigint',
        'event_offset': 'bigint',
        'event_type': 'varchar',
        'received_at': 'timestamp',
        'fault': 'varchar',
        'raw_line': 'varchar',
    }) }}
{%- endmacro %}
