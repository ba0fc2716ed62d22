{{ mesh_macros.rejects(['medical_claim']) }}
