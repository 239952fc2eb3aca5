"""`author run --through check`: drafted, checked, redrafted once for errors, and one screen of what needs a person."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

RUN = ("run", "25-4022", "--sections", "moat,fit", "--through", "check", "--budget", "5 USD")
ONE_ITEM = '[[limit]]\nsections = ["moat"]\nitems = 1\nseverity = "error"\n'


def test_what_is_clean_is_ready_for_review(place):
    here = place()
    done = here.author(*RUN)
    assert done.returncode == 0, done.stderr
    assert "2      ready for review" in done.stdout
    assert sum(here.asked().values()) == 2


def test_an_error_is_redrafted_once_and_then_goes_to_a_person(place):
    here = place()
    (here.root / "checks.toml").write_text(ONE_ITEM)
    done = here.author(*RUN, "--json")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    found = [each for each in events if each["event"] == "checked"]
    errors = {each["section"]: len(each["errors"]) for each in found}
    assert errors == {"moat": 1, "fit": 0}
    asked = sum(here.asked().values())
    assert asked >= 3, "the redraft was asked for"
    screen = here.author(*RUN)
    assert "1      need a person" in screen.stdout
    assert "25-4022" in screen.stdout
    assert sum(here.asked().values()) == asked, "and not for a second time"


def test_without_money_for_a_redraft_the_text_goes_to_a_person_as_it_is(place):
    here = place()
    (here.root / "checks.toml").write_text(ONE_ITEM)
    done = here.author(*RUN[:-1], "0.11 USD", "--at-once", "1")
    assert done.returncode in (0, 12), done.stderr
    assert "Traceback" not in done.stderr
    assert here.ledger.run(1).spent() <= 0.11


def test_a_stage_that_there_is_not_is_refused(place):
    done = place().author(*RUN[:-3], "print", "--budget", "5")
    assert done.returncode == 2
    assert "does not go through `print`" in done.stderr


@pytest.fixture
def hook():
    """A webhook that remembers what it was sent."""
    heard = []

    class Hears(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hears)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_hears_that_a_long_run_ended_and_only_of_a_long_one(place, hook):
    address, heard = hook
    here = place()
    settings = here.root / "authoring.toml"
    written = settings.read_text()
    settings.write_text(f'{written}\n[notify]\nwebhook = "{address}"\nafter_seconds = 3600\n')
    assert here.author("run", "25-4022", "--sections", "moat", "--budget", "5").returncode == 0
    assert not heard
    settings.write_text(f'{written}\n[notify]\nwebhook = "{address}"\nafter_seconds = 0\n')
    assert here.author("run", "25-4022", "--sections", "fit", "--budget", "5").returncode == 0
    (told,) = heard
    assert told["run"] == 2
    assert told["text"].startswith("run 2 finished: 1 text written")
    assert "sk-run" not in json.dumps(told)


def test_a_webhook_that_nobody_answers_changes_nothing_about_the_run(place):
    here = place()
    with (here.root / "authoring.toml").open("a") as settings:
        settings.write('\n[notify]\nwebhook = "http://127.0.0.1:9/"\nafter_seconds = 0\n')
    done = here.author("run", "25-4022", "--sections", "moat", "--budget", "5")
    assert done.returncode == 0
    assert "the webhook was not told" in done.stderr
