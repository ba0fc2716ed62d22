"""The thin self-serve platform of the mesh: event log, releases, sample data and checks, behind one command, `mesh`."""
