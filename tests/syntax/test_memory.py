"""What is kept of the files of a large project."""

from pathlib import Path
from weakref import ref

from flake8_signals.files.collector import collector_paused
from flake8_signals.syntax.module import Module

TEXT = """\
from django.db.models.signals import post_save
class Shop:
    open = True
    def connect(self):
        def ship(**kwargs):
            pass
        post_save.connect(ship)
    @property
    def name(self):
        return "a"
    @name.setter
    def name(self, name):
        pass
"""

LARGE = TEXT + f"# {'-' * 97}\n" * 2000


def test_the_tree_of_a_file_goes_at_once_when_others_come(tmp_path: Path) -> None:
    modules = [Module(str(tmp_path / f"{name}.py"), name, text=LARGE) for name in map(chr, range(97, 117))]
    with collector_paused():
        trees = []
        for module in modules:
            assert module.value("Shop.open")
            assert module.facts.connections
            assert module.running("Shop.connect").calls
            assert module.function("Shop.connect.<locals>.ship")
            assert module.function("Shop.name")
            trees.append(ref(module.scope.node))
        assert [tree() for tree in trees[:10]] == [None] * 10


def test_the_trees_of_small_files_are_kept(tmp_path: Path) -> None:
    modules = [Module(str(tmp_path / f"shop{n}.py"), f"shop{n}", text=TEXT) for n in range(100)]
    trees = [module.scope.node for module in modules]
    assert [module.scope.node for module in modules] == trees
