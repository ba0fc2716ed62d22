"""Build: run dbt for each domain in turn, audit the result, release it."""
