{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_drug_checked'), ref('stg_drug_resent'), pharmacy.drug()) }}
