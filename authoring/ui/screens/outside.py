"""Editing in the person's own editor, with the screens out of the way while it runs."""

import os
from typing import TYPE_CHECKING

from authoring.errors import AuthoringError
from authoring.ui.messages import Refused

if TYPE_CHECKING:
    from authoring.ui.screens.section import SectionScreen
    from authoring.ui.state.review import Review


def edit_outside(screen: "SectionScreen", review: "Review") -> None:
    """Open the editor on the section; afterwards show what was saved, or why not. What was typed is kept."""
    from authoring.reviewing.editor import EditFile, edit_section, editor_runner

    desk, words = screen.room.desk, screen.words
    file = EditFile(screen.room.wiring.workspace.cache, *review.key)
    saved, refused = None, None
    with screen.app.suspend():
        # Textual comes back only from a block that ends: what is raised in it is caught in it.
        try:
            saved = edit_section(desk, file, desk.history(*review.key), review.title, editor_runner(os.environ))
        except AuthoringError as error:
            refused = Refused(error.message, error.hint, error)
        except Exception as defect:  # whatever failed, the screens come back
            refused = screen.defect_of(defect)
    screen.refresh(layout=True)
    if refused is not None:
        screen.show_refusal(refused)
    elif saved is None:
        screen.notice.tell(words.label("ui.edit.kept" if file.unfinished() else "ui.edit.nothing"))
    elif saved.id == review.head.id:
        screen.notice.tell(words.label("ui.edit.nothing"))
    else:
        screen.house.queue_changed(review.key.soc)
        screen.load(words.label("ui.edit.saved"))
