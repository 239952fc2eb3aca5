"""A run through batches as a process of its own, to be killed: `python batch_client.py URL FOLDER ASKS DIES_AFTER`.

Answers go into real logs under FOLDER. With DIES_AFTER it kills itself once it has kept that many, before anybody noted it.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from batch_asks import Taken, asks, batched, opened, usual_price

from authoring.conversing.collected import CollectedAnswers
from authoring.conversing.keeping import KeptAnswers
from authoring.revisions.store import Revisions


def store_in(folder):
    return Revisions(folder / "drafts", folder / "cache")


def place(revisions, job):
    return KeptAnswers(revisions, job.about.soc, job.about.locale, job.about.section, "openai/scripted-1", usual_price)


def main(url, folder, count, dies_after):
    revisions = store_in(folder)
    kept = 0

    class Keeping(Taken):
        async def __call__(self, ask, completion):
            nonlocal kept
            found = place(revisions, ask.job)
            if completion.text and found.find(ask.key) is None:
                found.keep(ask.key, completion)
                kept += 1
            if dies_after and kept >= dies_after:
                os.kill(os.getpid(), signal.SIGKILL)
            return await super().__call__(ask, completion)

    taken = Keeping()
    open_asks = [ask for ask in asks(count) if place(revisions, ask.job).find(ask.key) is None]
    way = batched(url, folder / "batches", CollectedAnswers(revisions, usual_price, 0.5))
    asyncio.run(way.get(open_asks, taken, opened))
    sys.stdout.write(" ".join(taken.stops))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
