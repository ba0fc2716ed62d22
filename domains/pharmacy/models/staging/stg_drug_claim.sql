{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_drug_claim_checked'), ref('stg_drug_claim_resent'), pharmacy.drug_claim()) }}
