"""Publishing: approved text leaves as a release that is whole or not there at all.

The way through this room: `gates` says which sections may leave and what holds the others; `profile_json`
makes one self-contained public file of a profile; `release` builds a folder of such files, verifies it and
switches to it; `publisher` is the workflow that joins them; `page/` and `site` draw pages from the public
files and the words of each locale.

May import `schemas` and the parts: `facts` (titles), `revisions`, `checks`, `locales`, `text`, `settings`, `errors`.
"""
