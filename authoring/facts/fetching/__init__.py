"""Getting the official files: where each one is published, how it is downloaded, and whether it is what was expected.

`catalogue.json` lists datasets with their files, addresses, pages and expected columns; `checksums.json` holds size and
sha256 of the official files that the bundled base was built from. An address is given only where it is known for
certain; otherwise the page to take the file from by hand.
"""
