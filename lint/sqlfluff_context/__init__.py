"""What `.sqlfluff` loads as the Jinja context of every model: the mesh's own macros and the dbt functions they call.

sqlfluff executes this file once per linted file, so the work sits in `dbt_macros`, which Python imports only once.
"""

import sys
from pathlib import Path

_folder = str(Path(__file__).resolve().parent.parent)
if _folder not in sys.path:
    sys.path.append(_folder)

from dbt_macros import context  # noqa: E402

globals().update(context())
