"""Models: what one is (`model`), the client that speaks to OpenAI-compatible servers, retries, keys, prices.

May import `schemas`, `authoring.errors`, `authoring.settings` and `authoring.text`. Nothing of it imports a client
library before the first request. Every way a request can end is a named outcome (`outcomes`); no library's exception
leaves this package.
"""
