"""A file is read as flake8 reads it: the same text, the same errors."""

from argparse import Namespace
from pathlib import Path

import pytest
from flake8.processor import FileProcessor

from flake8_signals.files.decoding import decoded
from flake8_signals.files.reading import content_of


@pytest.mark.parametrize(
    "content",
    [
        b"x = 1\n",
        b"x = 1\r\ny = 2\r",
        b"\xef\xbb\xbfx = 1\n",
        b"\xef\xbb\xbf\xef\xbb\xbfx = 1\n",
        b"# coding: latin-1\nx = '\xe4'\n",
        b"\xef\xbb\xbf# coding: latin-1\nx = '\xc3\xa4'\n",
        b"x = '\xe4'\n",
        b"",
    ],
)
def test_a_text_is_decoded_as_flake8_does(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shop.py"
    path.write_bytes(content)
    options = Namespace(hang_closing=False, indent_size=4, max_line_length=79, max_doc_length=None, verbose=0)
    assert decoded(content) == "".join(FileProcessor(str(path), options).lines)


def test_a_folder_is_no_file_to_read(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        content_of(str(tmp_path))
