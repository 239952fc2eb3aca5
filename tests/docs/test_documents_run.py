"""Every command in the README and in docs/ runs as written, in order, in a workspace of its own.

A fenced block marked `console` is a transcript: lines that begin with `$ ` are run, a comment `# exit N` at their end
says how they end when that is not 0, and lines of output that follow must appear in what was printed (`...` stands for
anything in between).
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit (\d+)$")
EDITOR = """#!{python}
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
path.write_text(path.read_text().replace("Interpersonal skills", "Working with patrons and colleagues"))
"""


def transcripts(document: Path) -> list[list[str]]:
    return [block.splitlines() for block in BLOCK.findall(document.read_text("utf-8"))]


@pytest.fixture
def shell(tmp_path):
    editor = tmp_path / "editor"
    editor.write_text(EDITOR.format(python=sys.executable))
    editor.chmod(0o755)
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "EDITOR": str(editor),
        "AUTHORING_PERSON": "ada",
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    for name in ("VISUAL", "AUTHORING_WORKSPACE"):
        environment.pop(name, None)
    folder = tmp_path / "here"
    folder.mkdir()
    state = {"folder": folder}

    def run(line: str) -> tuple[int, str]:
        script = f'{line}\ncode=$?\npwd > "$WHERE"\nexit $code\n'
        where = tmp_path / "where"
        done = subprocess.run(
            ["bash", "-c", script], cwd=state["folder"], env={**environment, "WHERE": str(where)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
        )  # fmt: skip
        state["folder"] = Path(where.read_text().strip())
        return done.returncode, done.stdout

    return run


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if transcripts(d)], ids=lambda d: d.name)
def test_the_commands_of_a_document_do_what_it_says(document, shell):
    for transcript in transcripts(document):
        printed = ""
        for line in transcript:
            if line.startswith("$ "):
                ends = EXIT.search(line)
                expected = int(ends[1]) if ends else 0
                code, printed = shell(EXIT.sub("", line[2:]))
                assert code == expected, f"{line}\n{printed}"
            else:
                for part in filter(None, (part.strip() for part in line.split("..."))):
                    assert part in printed, f"{document.name} shows {part!r}, the program printed:\n{printed}"


LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, *sorted((ROOT / "docs/decisions").glob("*.md"))], ids=lambda d: d.name
)
def test_links_between_documents_lead_somewhere(document):
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_exit_code_is_documented():
    import authoring.errors as errors

    page = (ROOT / "docs/exit-codes.md").read_text("utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.AuthoringError)]
    assert {c.exit_code for c in classes} <= documented
    assert {0, 70, 130, 141} <= documented
