"""flake8 for our own commands: its configuration, its choice of files, its decisions, ``noqa`` and reports.

The commands lint as ``flake8 --select SIG`` does without paying for flake8's other checkers, which are dropped between
being found and being loaded. That takes private parts of flake8; they are used here and nowhere else.
"""
