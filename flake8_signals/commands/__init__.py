"""The commands of ``flake8-signals``, one file each."""
