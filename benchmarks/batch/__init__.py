"""Many drafts against a server on this machine: ours beside what people use today."""
