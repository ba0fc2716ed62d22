"""Business rules: the register of who owns which, and who depends on it, read from the `meta` of models and macros."""
