{{ config(materialized='view') }}

{{ mesh_macros.stage_kept(ref('stg_drug_claim_line_checked'), ref('stg_drug_claim_line_resent'), pharmacy.drug_claim_line()) }}
