"""Publishes two different states in turn until it is killed."""

import sys
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from librarian_profile import Base, full_desk

from authoring.publishing.publisher import Publisher
from authoring.settings import Settings

published = Path(sys.argv[1])
makers = [
    Publisher(desk, Base(), lambda _: (), Settings(), published, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    for desk in (full_desk("zh-TW"), full_desk("en"), full_desk())
]
for maker in makers:
    maker.plan()
sys.stdout.write("ready\n")
sys.stdout.flush()
for maker in cycle(makers):
    if maker.current() is None or maker.plan().changes:
        maker.publish("Ben Wu")
