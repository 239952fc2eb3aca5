"""What the screens show, without Textual: pure or standing on the desk alone."""
