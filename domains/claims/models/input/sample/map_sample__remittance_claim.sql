{{ claims.sample_claim(source('raw_claims', 'sample_remittance_claim')) }}
