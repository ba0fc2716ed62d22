{#  The setting of a professional service by its place, two digits (R-CLM-08). #}
{% macro place_setting(pos) -%}
    case
        when {{ pos }} = '21' then 'inpatient_professional'
        when {{ pos }} = '23' then 'emergency'
        when {{ pos }} = '20' then 'urgent_care'
        when {{ pos }} = '11' then 'office'
        when {{ pos }} in ('19', '22') then 'outpatient_hospital'
        when {{ pos }} = '24' then 'ambulatory_surgery'
        when {{ pos }} in ('31', '32') then 'snf'
        when {{ pos }} = '34' then 'hospice'
        when {{ pos }} = '12' then 'home'
        when {{ pos }} in ('02', '10') then 'telehealth'
        when {{ pos }} = '81' then 'lab'
        when {{ pos }} = '65' then 'dialysis'
        when {{ pos }} in ('41', '42') then 'ambulance'
        else 'other'
    end
{%- endmacro %}
