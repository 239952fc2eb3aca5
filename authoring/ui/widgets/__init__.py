"""What screens are built of. Every text is drawn as plain segments or `Content`: markup is never read from outside."""
