"""A run through a provider's batches: everything asked is handed in once, whatever comes back and in whatever shape."""

import asyncio
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from batch_asks import KEY, QUICK, Taken, ask_of, asks, batched, opened, usual_price
from batch_server import Outcome, answer_body, answered, batch_server, failed_row, row

from authoring.errors import Conflict, DamagedLog, ModelError
from authoring.llm.batches.ledger import BatchLedger
from authoring.llm.batches.packing import Limits
from authoring.llm.model import Completion


@pytest.fixture
def server():
    with batch_server() as running:
        yield running


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "batches"


class Kept:
    """Keeps what nobody waits for."""

    def __init__(self):
        self.answers = {}

    def __call__(self, part, answers):
        self.answers.update({each.job.key: each.completion for each in answers if each.completion.text})


class Elsewhere:
    """The other way: answers at once, and says what it was asked."""

    def __init__(self):
        self.asked = []

    async def get(self, asks, take, gate):
        for ask in asks:
            self.asked.append(ask)
            assert await take(ask, Completion("complete", "online")) is None


async def test_every_ask_is_answered_from_one_batch(server, folder):
    taken, told = Taken(), []
    await batched(server.url, folder, Kept(), told=told.append).get(asks(12), taken, opened)
    assert taken.stops == ["complete"] * 12
    assert len(server.batches) == 1
    assert set(server.submitted.values()) == {1}
    assert {completion.share for completion in taken.ended.values()} == {0.5}
    first = server.batches["batch_1"]["lines"][0]
    assert first["url"] == "/v1/chat/completions"
    assert first["body"]["messages"][1]["content"] == "Section 0"
    assert first["body"]["response_format"]["json_schema"]["strict"] is True
    assert any("12 requests submitted (batch_1)" in line for line in told)


async def test_results_in_any_order_reach_whom_they_answer(server, folder):
    def shuffled(lines, _):
        rows = [row(line["custom_id"], answer_body(line["body"]["messages"][1]["content"])) for line in lines]
        return Outcome(output=rows[::-1])

    server.becomes, taken = shuffled, Taken()
    given = asks(9)
    await batched(server.url, folder, Kept()).get(given, taken, opened)
    assert {ask.key: f"Section {number}" for number, ask in enumerate(given)} == {
        key: completion.text for key, completion in taken.ended.items()
    }


async def test_files_are_cut_by_number_and_by_bytes(server, folder):
    taken = Taken()
    by_number = replace(QUICK, limits=Limits(requests=4))
    await batched(server.url, folder / "a", Kept(), terms=by_number).get(asks(10), taken, opened)
    assert [len(batch["lines"]) for batch in server.batches.values()] == [4, 4, 2]

    size = max(len(line) for line in server.files["file-1"]["content"].splitlines(keepends=True))
    by_size = replace(QUICK, limits=Limits(size=3 * size))
    await batched(server.url, folder / "b", Kept(), terms=by_size).get(asks(7), Taken(), opened)
    uploads = [f for f in server.files.values() if f["name"].endswith("requests.jsonl")][3:]
    assert all(len(file["content"]) <= 3 * size for file in uploads)
    assert sum(file["content"].count(b"\n") for file in uploads) == 7
    assert len(uploads) >= 3


async def test_both_files_of_a_part_are_read(server, folder):
    def some_fail(lines, number):
        if number > 1:
            return Outcome(output=answered(lines))
        too_long = {"error": {"message": "This model's maximum context length", "code": "context_length_exceeded"}}
        broken = row(lines[1]["custom_id"], {"error": {"message": "oops"}}, 500)
        return Outcome(output=answered(lines[2:]), errors=[row(lines[0]["custom_id"], too_long, 400), broken])

    server.becomes, taken = some_fail, Taken()
    await batched(server.url, folder, Kept()).get(asks(6), taken, opened)
    assert taken.stops == ["complete"] * 5 + ["too_long"]
    # What the provider itself failed at goes into another batch, what it refused does not.
    assert [len(batch["lines"]) for batch in server.batches.values()] == [6, 1]


async def test_what_expired_goes_into_another_batch_and_in_the_end_online(server, folder):
    def expires(lines, _):
        rest = [
            failed_row(line["custom_id"], "batch_expired", "This request could not be executed") for line in lines[2:]
        ]
        return Outcome("expired", output=answered(lines[:2]), errors=rest)

    server.becomes, taken, elsewhere = expires, Taken(), Elsewhere()
    await batched(server.url, folder, Kept(), online=elsewhere).get(asks(9), taken, opened)
    assert [len(batch["lines"]) for batch in server.batches.values()] == [9, 7, 5]
    assert len(elsewhere.asked) == 3
    assert taken.stops == ["complete"] * 9


async def test_without_another_way_what_is_never_run_is_said(server, folder):
    server.becomes = lambda lines, _: Outcome("expired")
    taken = Taken()
    await batched(server.url, folder, Kept()).get(asks(2), taken, opened)
    assert taken.stops == ["expired"] * 2
    assert set(server.submitted.values()) == {3}


async def test_what_a_person_cancelled_stays_cancelled_and_what_was_answered_by_then_is_had(server, folder):
    server.becomes = lambda lines, _: Outcome(output=answered(lines[:3]), looks=50)
    taken = Taken()
    way = batched(server.url, folder, Kept(), told=lambda line: server.cancel("batch_1"))
    await way.get(asks(5), taken, opened)
    assert taken.stops == ["cancelled"] * 2 + ["complete"] * 3
    assert len(server.batches) == 1


async def test_lines_that_the_provider_does_not_take_are_left_out_and_the_others_submitted(server, folder):
    def second_line_is_bad(lines, number):
        if number > 1:
            return Outcome(output=answered(lines))
        bad = {"code": "invalid_request", "message": "Invalid value", "param": "body", "line": 2}
        return Outcome("failed", findings=(bad,))

    server.becomes, taken = second_line_is_bad, Taken()
    given = asks(4)
    await batched(server.url, folder, Kept()).get(given, taken, opened)
    assert taken.ended[given[1].key].stop == "bad_request"
    assert "Invalid value" in taken.ended[given[1].key].detail
    assert taken.stops == ["bad_request"] + ["complete"] * 3


async def test_a_provider_that_is_full_gets_half_as_much_at_a_time(server, folder):
    said = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached for scripted-1. Limit: 9 tokens."}
    server.becomes = lambda lines, _: (
        Outcome("failed", findings=(said,)) if len(lines) > 3 else Outcome(output=answered(lines))
    )
    taken = Taken()
    await batched(server.url, folder, Kept()).get(asks(12), taken, opened)
    assert taken.stops == ["complete"] * 12
    assert [len(batch["lines"]) for batch in server.batches.values()] == [12, 6, 3, 3, 3, 3]


async def test_a_file_refused_as_a_whole_is_told_to_every_ask(server, folder):
    said = {"code": "model_not_found", "message": "The provided model is not supported by the Batch API."}
    server.becomes = lambda lines, _: Outcome("failed", findings=(said,))
    taken = Taken()
    await batched(server.url, folder, Kept()).get(asks(3), taken, opened)
    assert taken.stops == ["bad_request"] * 3
    assert len(server.batches) == 1


async def test_duplicates_strangers_and_garbage_harm_nobody_and_what_they_cost_is_counted(server, folder):
    def odd(lines, _):
        rows = answered(lines, "first")
        rows += [row(lines[0]["custom_id"], answer_body("second")), row("f" * 64, answer_body("whose?"))]
        text = "".join(json.dumps(each) + "\n" for each in rows).encode()
        return Outcome(output=text + b"{not json\n\n" + b'{"custom_id": 7}\n')

    server.becomes, taken = odd, Taken()
    await batched(server.url, folder, Kept()).get(asks(3), taken, opened)
    assert [completion.text for completion in taken.ended.values()] == ["first"] * 3
    part = next(iter(BatchLedger(folder).parts().values()))
    assert sorted(each.what for each in part.odd) == ["duplicate", "unknown", "unreadable", "unreadable"]
    each = Decimal("0.0015")  # 1,000 tokens in and 200 out, at half price
    assert part.spent == 5 * each


async def test_a_line_separator_inside_an_answer_ends_no_line(server, folder):
    def separated(lines, _):
        rows = [row(line["custom_id"], answer_body("one\u2028two\x85three")) for line in lines]
        return Outcome(output="".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows).encode())

    server.becomes, taken = separated, Taken()
    await batched(server.url, folder, Kept()).get(asks(2), taken, opened)
    assert {completion.text for completion in taken.ended.values()} == {"one\u2028two\x85three"}


async def test_a_completed_batch_without_some_results_is_asked_again_for_them_alone(server, folder):
    def forgets_one(lines, number):
        return Outcome(output=answered(lines[1:] if number == 1 else lines))

    server.becomes, taken = forgets_one, Taken()
    await batched(server.url, folder, Kept()).get(asks(4), taken, opened)
    assert taken.stops == ["complete"] * 4
    assert [len(batch["lines"]) for batch in server.batches.values()] == [4, 1]


async def test_a_file_with_fewer_answers_than_were_counted_is_fetched_again(server, folder):
    server.becomes = lambda lines, _: Outcome(output=answered(lines[:2]), counted=4, looks=0)
    way, taken = batched(server.url, folder, Kept(), terms=replace(QUICK, wait=False)), Taken()
    await way.get(asks(4), Taken(), opened)
    with pytest.raises(ModelError, match="4 requests were answered, and its files have 2"):
        await way.get(asks(4), taken, opened)
    assert not taken.ended
    batch = server.batches["batch_1"]
    batch["outcome"].output, batch["files"] = answered(batch["lines"]), {}
    await batched(server.url, folder, Kept()).get(asks(4), taken, opened)
    assert taken.stops == ["complete"] * 4
    assert len(server.batches) == 1


async def test_answers_that_cannot_stand_are_sent_back_with_reasons_first_in_a_batch_then_online(server, folder):
    server.becomes = lambda lines, number: Outcome(output=answered(lines, "bad"))
    taken, elsewhere = Taken(again=lambda text: text == "bad"), Elsewhere()
    await batched(server.url, folder, Kept(), online=elsewhere).get(asks(3), taken, opened)
    assert [len(batch["lines"]) for batch in server.batches.values()] == [3, 3]
    roles = [message["role"] for message in server.batches["batch_2"]["lines"][0]["body"]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert [ask.request.turn for ask in elsewhere.asked] == [2] * 3
    assert set(server.submitted.values()) == {1}
    assert taken.stops == ["complete"] * 3


async def test_a_server_that_does_not_know_strict_schemas_is_asked_in_another_way(server, folder):
    def no_schemas(lines, _):
        if "response_format" not in lines[0]["body"]:
            return Outcome(output=answered(lines))
        said = {"error": {"message": "response_format json_schema is not supported", "code": None}}
        return Outcome(errors=[row(line["custom_id"], said, 400) for line in lines])

    server.becomes, taken = no_schemas, Taken()
    await batched(server.url, folder, Kept()).get(asks(2), taken, opened)
    assert taken.stops == ["complete"] * 2
    assert "tools" in server.batches["batch_2"]["lines"][0]["body"]


async def test_no_money_is_spent_beyond_the_budget_and_what_does_not_fit_waits_for_what_is_left(server, folder):
    tokens = {"prompt_tokens": 100, "completion_tokens": 20}
    server.becomes = lambda lines, _: Outcome(
        output=[row(line["custom_id"], answer_body("{}", usage=tokens)) for line in lines]
    )
    limit = Decimal("3.2") * Decimal(str(usual_price_of_the_worst())) / 2
    taken = Taken()
    await batched(server.url, folder, Kept(), limit=limit).get(asks(20), taken, opened)
    sizes = [len(batch["lines"]) for batch in server.batches.values()]
    assert sizes[0] == 3
    assert len(sizes) > 2
    assert sum(part.spent for part in BatchLedger(folder).parts().values()) <= limit
    assert taken.stops.count("complete") == sum(sizes)
    assert taken.stops.count("over_budget") == 20 - sum(sizes) > 0


def usual_price_of_the_worst():
    from authoring.llm.budget import at_most

    return usual_price(at_most(ask_of(0).request))


async def test_what_was_set_aside_in_another_process_still_is(server, folder):
    one = usual_price_of_the_worst() / 2
    server.becomes = lambda lines, _: Outcome(output=answered(lines), looks=3)
    leaving = replace(QUICK, wait=False)
    await batched(server.url, folder, Kept(), terms=leaving, limit=2.5 * one).get(asks(2), Taken(), opened)
    assert len(server.batches["batch_1"]["lines"]) == 2
    taken = Taken()
    await batched(server.url, folder, Kept(), terms=leaving, limit=2.5 * one).get(asks(3), taken, opened)
    assert len(server.batches) == 1
    assert taken.stops == ["waiting"] * 3


async def test_a_price_nobody_knows_is_not_asked_for_where_there_is_a_budget(server, folder):
    taken = Taken()
    await batched(server.url, folder, Kept(), limit=10, price=lambda _: None).get(asks(2), taken, opened)
    assert taken.stops == ["no_price"] * 2
    assert not server.batches


async def test_leaving_and_coming_back_waits_for_what_is_under_way(server, folder):
    server.becomes = lambda lines, _: Outcome(output=answered(lines), looks=4)
    leaving, first = replace(QUICK, wait=False), Taken()
    await batched(server.url, folder, Kept(), terms=leaving).get(asks(3), first, opened)
    assert first.stops == ["waiting"] * 3
    again = Taken()
    await batched(server.url, folder, Kept()).get(asks(5), again, opened)
    assert again.stops == ["complete"] * 5
    assert [len(batch["lines"]) for batch in server.batches.values()] == [3, 2]


async def test_another_run_waits_for_the_same_request_instead_of_paying_for_it(server, folder):
    server.becomes = lambda lines, _: Outcome(output=answered(lines), looks=4)
    await batched(server.url, folder, Kept(), terms=replace(QUICK, wait=False)).get(asks(3), Taken(), opened)
    taken = Taken()
    await batched(server.url, folder, Kept(), run="run-2").get(asks(3), taken, opened)
    assert taken.stops == ["complete"] * 3
    assert set(server.submitted.values()) == {1}


async def test_answers_that_nobody_waits_for_any_more_are_kept_all_the_same(server, folder):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, "paid for"), looks=1)
    await batched(server.url, folder, Kept(), terms=replace(QUICK, wait=False)).get(asks(3), Taken(), opened)
    kept = Kept()
    given = asks(3)
    await batched(server.url, folder, kept).get(given[:1], Taken(), opened)
    assert {key: completion.text for key, completion in kept.answers.items()} == {
        ask.key: "paid for" for ask in given[1:]
    }


async def test_what_another_process_collected_is_handed_in_here(server, folder):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, "there"), looks=2)

    other, kept = Taken(), Kept()
    collecting = False

    def told(line):
        nonlocal collecting
        collecting = collecting or "submitted" in line

    way, taken = batched(server.url, folder, Kept(), told=told), Taken()
    waiting = asyncio.create_task(way.get(asks(2), taken, opened))
    while not collecting:
        await asyncio.sleep(0.001)
    collector = batched(server.url, folder, kept, run="cron")
    while not next(iter(BatchLedger(folder).parts().values())).collected:
        try:
            await collector.get([], other, opened)
        except Conflict:
            await asyncio.sleep(0.01)
    await waiting
    assert taken.stops == ["complete"] * 2


@pytest.mark.parametrize("call", ["upload", "create", "list", "retrieve", "content"])
@pytest.mark.parametrize("answer", [(None, b""), (503, {"error": {"message": "busy"}})], ids=["cut", "503"])
async def test_a_connection_that_is_cut_anywhere_costs_nothing_twice(server, folder, call, answer):
    server.refuses = {call: [answer]}
    if call == "list":
        server.refuses["create"] = [(None, b"")]
    taken = Taken()
    await batched(server.url, folder, Kept()).get(asks(3), taken, opened)
    assert taken.stops == ["complete"] * 3
    assert set(server.submitted.values()) == {1}
    assert len(server.batches) == 1


async def test_a_batch_that_was_made_although_the_answer_was_lost_is_found_again(server, folder):
    made = server.create

    def made_and_cut(asked):
        server.create = made
        made(asked)
        return None, b""

    server.create = made_and_cut
    taken = Taken()
    await batched(server.url, folder, Kept()).get(asks(3), taken, opened)
    assert taken.stops == ["complete"] * 3
    assert len(server.batches) == 1
    assert server.calls["create"] == 1


async def test_a_wrong_key_is_said_and_nothing_is_lost_by_it(server, folder):
    server.refuses = {"upload": [(401, {"error": {"message": f"Incorrect API key: {KEY}", "code": "invalid_api_key"}})]}
    with pytest.raises(ModelError, match="does not accept the key") as said:
        await batched(server.url, folder, Kept()).get(asks(2), Taken(), opened)
    assert KEY not in str(said.value)
    taken = Taken()
    await batched(server.url, folder, Kept()).get(asks(2), taken, opened)
    assert taken.stops == ["complete"] * 2
    assert set(server.submitted.values()) == {1}


async def test_a_server_without_a_batch_api_is_said_to_have_none(server, folder):
    server.refuses = {"upload": [(404, {"error": {"message": "Not Found"}})]}
    with pytest.raises(ModelError) as said:
        await batched(server.url, folder, Kept()).get(asks(1), Taken(), opened)
    assert "no batch API" in said.value.hint


async def test_one_process_at_a_time_takes_a_step(server, folder):
    with BatchLedger(folder).alone(), pytest.raises(Conflict, match="another process is at work"):
        await batched(server.url, folder, Kept(), terms=replace(QUICK, wait=False)).get(asks(1), Taken(), opened)
    assert not server.batches


async def test_a_damaged_ledger_submits_nothing(server, folder):
    await batched(server.url, folder, Kept()).get(asks(1), Taken(), opened)
    ledger = folder / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join([lines[0], b"{}\n", *lines[2:]]))
    with pytest.raises(DamagedLog, match="line 2"):
        await batched(server.url, folder, Kept()).get(asks(2), Taken(), opened)
    assert len(server.batches) == 1


async def test_files_of_batches_are_their_owners_alone(server, folder):
    await batched(server.url, folder, Kept()).get(asks(1), Taken(), opened)
    modes = {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir() if path.suffix == ".jsonl"}
    assert len(modes) == 3
    assert set(modes.values()) == {0}
    assert not [path for path in folder.iterdir() if KEY in path.read_bytes().decode()]
