"""Training: wrong copies of true sections for a reviewer to find. They lie apart from the logs and can never be published.

`exercises` plants one and judges the answer; `records` keeps what each person did in `training/`, a line each; `rates` counts
how much was caught. An exercise holds texts and no section: nothing reads it but this room.

May import `schemas`, `authoring.checks`, `authoring.durable`, `authoring.revisions`.
"""
