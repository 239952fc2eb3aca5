"""The line one types to narrow the queue: offers how a word may go on, taken with the right arrow."""

from collections.abc import Callable

from textual.suggester import Suggester
from textual.widgets import Input

from authoring.ui.state.completion import Completion


class _TermSuggester(Suggester):
    """Asks the completion of the rows there are now."""

    def __init__(self, completion: Callable[[], Completion]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._completion = completion

    async def get_suggestion(self, value: str) -> str | None:
        return self._completion().complete(value)


class FilterInput(Input):
    """The filter of the queue."""

    def __init__(self, completion: Callable[[], Completion], *, placeholder: str, id: str) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, suggester=_TermSuggester(completion))
