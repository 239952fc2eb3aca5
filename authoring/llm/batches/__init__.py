"""A provider's batch API: the same requests at about half the price, answered within a day.

A *part* is one file of requests and the one batch made of it. `ledger` writes down what is meant before it is done, so that
after a kill at any step what was submitted is found again and never submitted twice; `api` speaks to the provider,
`packing` cuts requests into parts, `submitting` and `collecting` take a part there and back, `deferring` is a model that
lets its requests wait for a batch. Knows nothing of sections: a request has a `place`, which is for whoever asked.
"""
