"""One way to script either of two servers: our own on raw sockets, and llmock, which knows nothing of this program.

What each cannot do, and so is not asked of both here:

- llmock 0.2: the `refusal` field of a message; bodies that are no JSON, of another schema of the API, or empty; a connection
  cut in a plain answer (it cuts streams); headers as a test wants them; cached tokens. These are in `test_client`,
  `test_streaming` and `test_model_drafting` against our own server.
- Ours: quotas that refill by the clock, and a verdict on how a client behaved (`llmock.assert_resilient`): `test_client`.

Other servers on PyPI (ai-mock 0.3, mockllm 0.0.8, mockai 0.0.3) answer by table and break nothing, so they add no case.
llama.cpp's and vLLM's servers need model weights.
"""

from scripted_server import calls, fails, hangs, says, streams

from authoring.llm.model import Completion


class Ours:
    """The server the tests were written with."""

    def __init__(self, server):
        self._server, self._answers = server, []
        self.url = server.url

    def _then(self, answer):
        self._answers.append(answer)
        self._server.script(*self._answers[len(self.seen) :])
        return self

    def reply(self, text, finish="stop"):
        return self._then(says(text, finish))

    def call(self, text):
        def answer(handler):
            stream = handler.asked.get("stream")
            (streams(text, "tool_calls", as_tool=True) if stream else calls(text))(handler)

        return self._then(answer)

    def fail(self, status, message="no", code=None, retry_after=None):
        headers = (("Retry-After", str(retry_after)),) if retry_after is not None else ()
        return self._then(fails(status, message, code, headers))

    def hang(self, seconds):
        return self._then(hangs(seconds))

    def cut_stream(self, text):
        return self._then(streams(text, finish=None, after=_hang_up))

    def end_stream_early(self, text):
        return self._then(streams(text, finish=None))

    def spoil_stream(self, text):
        return self._then(streams(text, after=lambda handler: handler.wfile.write(b"data: {not json\n\n")))

    def stall_stream(self, text, seconds):
        return self._then(streams(text, after=lambda _: hangs(seconds)(None)))

    @property
    def seen(self):
        return self._server.seen


class Llmock:
    """The independent one."""

    def __init__(self, mock):
        from llmock.scenarios import Match, Reply, StreamFault

        self._mock, self._reply, self._fault, self._match = mock, Reply, StreamFault, Match
        self.url = mock.base_url()
        mock.tool_mode("auto")

    def _break(self, text, kind, **how):
        self._mock.add(self._reply(text=text, match=self._match(stream=True)))
        self._mock.add(self._fault(kind, after_chunks=3, match=self._match(stream=True), **how))
        return self

    def reply(self, text, finish="stop"):
        self._mock.add(self._reply(text=text, finish_reason=finish))
        return self

    def call(self, text):
        import json

        self._mock.call_tool("summary", json.loads(text))
        return self

    def fail(self, status, message="no", code=None, retry_after=None):
        self._mock.fail(status, message=message, code=code, retry_after=retry_after)
        return self

    def hang(self, seconds):
        self._mock.delay(seconds)
        return self

    def cut_stream(self, text):
        return self._break(text, "disconnect")

    def end_stream_early(self, text):
        return self._break(text, "truncate")

    def spoil_stream(self, text):
        return self._break(text, "malformed")

    def stall_stream(self, text, seconds):
        return self._break(text, "stall", stall_seconds=seconds)

    @property
    def seen(self):
        return [record.body for record in self._mock.requests]


def _hang_up(handler):
    import socket

    handler.connection.shutdown(socket.SHUT_RDWR)


def is_whole(completion: Completion, text):
    """Whether that is an answer, paid for and counted."""
    usage = completion.usage
    return completion.stop == "complete" and completion.text == text and usage.input_tokens and usage.output_tokens
