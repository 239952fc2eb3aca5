"""`author stats` as a person, a program and a browser see it."""


def test_the_measures_are_a_table_json_and_a_page(author, workspace):
    author("draft", "25-4022")
    author("approve", "25-4022", "moat")
    as_json = author("stats", "--json").json
    assert as_json["approved"] == 1
    assert as_json["people"][0]["person"] == "ada"
    seen = author("stats").out
    assert "approved as drafted" in seen
    assert "█" in seen
    author("--as", "<b>Eve</b>", "comment", "25-4022", "moat", "Hm.")
    author("stats", "--html", workspace / "stats.html")
    page = (workspace / "stats.html").read_text("utf-8")
    assert "&lt;b&gt;Eve" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "could not write" in author("stats", "--html", workspace / "no" / "stats.html", to=3).err
