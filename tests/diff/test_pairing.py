"""Which entry is which, and which of them moved."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from authoring.diff.pairing import Candidate, moved, pair

LIBRARY = [
    "Librarians administer and maintain collections of information for public or private access.",
    "They teach patrons to search computerized databases and evaluate what they find.",
    "Half of the workers earned more than $68,270 a year in May 2025.",
    "Representing the library on internal and external committees takes judgement and standing.",
    "圖書館員協助讀者找到可靠的資料，並判斷來源是否可信。",
    "編目與分類的工作越來越常由軟體先做，再由館員核對。",
]


def _without_ids(texts: list[str]) -> list[Candidate]:
    return [Candidate("", text) for text in texts]


def test_an_id_outweighs_the_words() -> None:
    old = [Candidate("a", "Search standard reference materials"), Candidate("b", "Answer patrons' questions")]
    new = [Candidate("b", "Search standard reference materials"), Candidate("a", "Answer patrons' questions")]
    assert pair(old, new) == [(0, 1), (1, 0)]


def test_without_ids_every_sentence_is_found_again_after_a_shuffle() -> None:
    order = [3, 5, 0, 4, 1, 2]
    assert pair(_without_ids(LIBRARY), _without_ids([LIBRARY[i] for i in order])) == sorted(
        (i, order.index(i)) for i in range(6)
    )


def test_swapped_clauses_are_one_sentence() -> None:
    old = _without_ids(["In May 2025, half of the workers earned more than $68,270 a year.", LIBRARY[1]])
    new = _without_ids([LIBRARY[3], "Half of the workers earned more than $68,270 a year in May 2025."])
    assert pair(old, new) == [(0, 1)]


def test_a_heavy_chinese_rewording_is_one_sentence() -> None:
    old = _without_ids([LIBRARY[5], LIBRARY[4]])
    new = _without_ids([LIBRARY[4], "編目和分類工作現在多半先由軟體處理，館員再加以核對。"])
    assert pair(old, new) == [(0, 1), (1, 0)]


def test_unrelated_sentences_are_not_paired() -> None:
    assert pair(_without_ids([LIBRARY[0]]), _without_ids([LIBRARY[2]])) == []


def test_where_ids_are_kept_two_ids_are_two_items_unless_the_words_are_nearly_the_same() -> None:
    kept = Candidate("k", LIBRARY[0])
    other = Candidate("n", "Half of all workers in this field now earn a good deal more.")
    assert pair([kept, Candidate("o", LIBRARY[2])], [kept, other]) == [(0, 0)]
    assert pair([kept, Candidate("o", LIBRARY[2])], [kept, Candidate("", other.text)]) == [(0, 0), (1, 1)]
    assert pair([kept, Candidate("o", LIBRARY[2])], [kept, Candidate("n", LIBRARY[2] + " Half got less.")]) == [
        (0, 0),
        (1, 1),
    ]


ENTRIES = st.lists(
    st.tuples(st.sampled_from(["", "", "a", "b", "c"]), st.sampled_from([*LIBRARY, LIBRARY[0] + " More.", "", "x"])),
    max_size=8,
).map(lambda entries: [Candidate(*entry) for entry in entries])


@given(ENTRIES, ENTRIES)
def test_nothing_is_paired_twice(old: list[Candidate], new: list[Candidate]) -> None:
    pairs = pair(old, new)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@given(st.permutations(range(7)))
def test_moves_are_the_fewest_that_explain_the_order_and_the_same_both_ways(order: list[int]) -> None:
    pairs, texts = list(enumerate(order)), [f"text {i}" * (i + 1) for i in range(7)]
    away = moved(pairs, lambda each: texts[each[0]])
    staying = [j for i, j in pairs if (i, j) not in away]
    assert staying == sorted(staying)
    assert len(staying) == max(_longest(order, k) for k in range(7))
    assert moved([(j, i) for i, j in pairs], lambda each: texts[each[1]]) == {(j, i) for i, j in away}


def _longest(order: list[int], first: int) -> int:
    return 1 + max((_longest(order, k) for k in range(first + 1, 7) if order[k] > order[first]), default=0)


def test_a_thousand_entries_that_are_all_alike_are_paired_within_a_bounded_time() -> None:
    seeded = random.Random(7)
    old = _without_ids([f"the library keeps {seeded.random():.9f} books" for _ in range(1_000)])
    new = _without_ids([f"the library keeps {seeded.random():.9f} books" for _ in range(1_000)])
    started = time.process_time()
    assert pair(old, new)
    assert time.process_time() - started < 5
