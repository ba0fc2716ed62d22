{#  DE-SynPUF writes the lines of a claim side by side: HCPCS_CD_1, HCPCS_CD_2, ... A slot is used when one of `columns`
    has a value in it.

    first_used_slot  number of the first used slot; 1 when none is used, so that no claim disappears
    used_slots       from -> one row per used slot, with line_slot and the slot's own columns under their names without number #}
{% macro first_used_slot(columns, slots) -%}
    case
    {%- for slot in range(1, slots + 1) %}
        when {{ claims.slot_used(columns, slot) }} then {{ slot }}
    {%- endfor %}
        else 1
    end
{%- endmacro %}

{% macro slot_used(columns, slot) -%}
    coalesce(
    {%- for column in columns -%}
        {{ mesh_macros.clean_text(column ~ '_' ~ slot) }}{{ ', ' if not loop.last }}
    {%- endfor -%}
    ) is not null
{%- endmacro %}

{% macro used_slots(relation, columns, slots, slot_columns) -%}
with feed as (
    select
        *,
        {{ claims.first_used_slot(columns, slots) }} as first_slot
    from {{ relation }}
),

{#  One pass over the feed, however many slots there are. #}
slots as (
    select
        *,
        {{ mesh_macros.rows_from_slots('line_slot', slots, slot_columns) }} as slot
    from feed
),

used_slots as (
    select
        *,
        slot.line_slot as line_slot,
    {%- for column in slot_columns %}
        slot.{{ column }} as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
    from slots
    where
        first_slot = slot.line_slot
    {%- for column in columns %}
        or {{ mesh_macros.clean_text('slot.' ~ column) }} is not null
    {%- endfor %}
)
{%- endmacro %}

{#  A payment of the whole segment, placed on its first line. Text that is no amount stands on every line, so that the
    whole row is rejected and not one line of it. #}
{% macro on_first_line(column) -%}
    case when line_slot = first_slot or try_cast({{ column }} as decimal(18, 2)) is null then {{ column }} else '0' end
{%- endmacro %}

{#  Lines of the second segment follow those of the first. Text that is no number stays, for staging to reject. #}
{% macro segment_line_number() -%}
    coalesce(cast((try_cast(SEGMENT as integer) - 1) * 50 + line_slot as varchar), SEGMENT)
{%- endmacro %}
