"""Governance: checks over dbt's manifest that dbt itself does not make. A finding is a sentence with a remedy."""
