"""The review TUI: the face where editors live. Textual is imported here and nowhere else.

`state/` is headless and tested without Textual; a screen draws a state and turns keys into calls of the desk. Slow
work runs in threads and comes back as a message of `messages.py`; only message handlers touch widgets.
"""
