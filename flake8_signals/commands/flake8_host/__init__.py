"""flake8 for our own commands: its configuration, its choice of files, ``noqa`` and reports.

The commands lint as ``flake8 --select SIG`` does, but without the cost of flake8's other checkers: these are found and
then dropped before they are loaded. That takes private parts of flake8, which are used in this package only.
"""
