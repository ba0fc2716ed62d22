{{ claims.sample_claim(source('raw_claims', 'sample_medical_claim')) }}
