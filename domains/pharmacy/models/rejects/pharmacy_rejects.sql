{{ mesh_macros.rejects(['pharmacy_claim', 'drug']) }}
