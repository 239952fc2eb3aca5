"""How far every occupation is in every locale, and what the rest would cost."""

import json

from authoring.cli.app import run


def test_the_grid_says_what_is_approved_what_waits_and_what_is_missing(tmp_path, capsys):
    home = tmp_path / "work"
    work = ["-w", str(home), "--as", "Ana"]
    run(["init", str(home)])
    settings = home / "authoring.toml"
    settings.write_text(settings.read_text().replace('"zh-TW"]', '"zh-TW", "ja"]'))
    run([*work, "draft", "25-4022", "--sections", "scores,moat"])
    run([*work, "translate", "25-4022", "--to", "zh-TW", "--sections", "scores,moat"])
    run(["-w", str(home), "--as", "Ben", "approve", "25-4022", "scores"])
    capsys.readouterr()
    assert run([*work, "coverage", "--json"]) == 0
    cells = {cell["locale"]: cell for cell in json.loads(capsys.readouterr().out)}
    assert cells["en"]["states"] == {"approved": 1, "draft": 1}
    assert len(cells["en"]["missing"]) == 13
    assert cells["zh-TW"]["to_translate"] > 0
    assert (cells["ja"]["states"], cells["ja"]["complete"]) == ({}, False)
    assert run([*work, "coverage"]) == 0
    told = capsys.readouterr()
    assert "not begun" in told.out
    assert "1/15 approved" in told.out
    assert "ja: 0 of 1 occupation complete" in told.err


def test_what_the_rest_would_cost_is_said_without_asking_anybody(tmp_path, capsys, monkeypatch):
    home = tmp_path / "work"
    work = ["-w", str(home), "--as", "Ana"]
    run(["init", str(home)])
    run([*work, "draft", "25-4022", "--sections", "moat"])
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody")
    capsys.readouterr()
    assert run([*work, "coverage", "--model", "openai/gpt-4o-mini", "--json"]) == 0
    cells = {cell["locale"]: cell for cell in json.loads(capsys.readouterr().out)}
    assert cells["zh-TW"]["cost_usd"] > 0
    assert "cost_usd" not in cells["en"]
