{#  Tables of the CMS Integrated Data Repository: the kind of a claim from its type code. 1 to 4 are drugs; 71, 72, 81 and 82 physicians
    and equipment, as 700 and 800 are in the contractors' systems (from 1000 on); the rest up to 64 and in those systems are
    institutions. Another code is passed on. #}
{% macro idr_claim_type() -%}
    case
        when try_cast(CLM_TYPE_CD as integer) between 1 and 4 then 'pharmacy'
        when try_cast(CLM_TYPE_CD as integer) in (71, 72, 81, 82, 1700, 1800, 2700, 2800) then 'professional'
        when try_cast(CLM_TYPE_CD as integer) between 10 and 64 then 'institutional'
        when try_cast(CLM_TYPE_CD as integer) between 1011 and 1099 then 'institutional'
        when try_cast(CLM_TYPE_CD as integer) between 2011 and 2099 then 'institutional'
        else CLM_TYPE_CD
    end
{%- endmacro %}
