"""What `docs/dataset.md` shows to readers of the dataset is so: its code runs, and its paths and fields are there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/dataset.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_reader_does_what_the_page_says():
    (code,) = (block for block in blocks("python") if "open_dataset" in block)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0] == "68270 USD/year May 2025"
    assert any(line.startswith("$68,270 exact oews.2025/25-4022/annual-median") for line in lines)
    assert any(line.startswith("25-4022 income ") for line in lines)


def test_every_kind_of_file_of_a_release_is_on_the_page():
    listed = DOCUMENT.partition("## Going back")[0]
    for path in (ROOT / "published/current").iterdir():
        assert f"{path.name}/" in listed or path.name in listed
