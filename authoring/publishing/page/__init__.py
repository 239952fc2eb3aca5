"""The page of one profile, drawn from its public file alone: `render.render_page`.

Invariant: every text is data. Templates run in a sandbox, escape everything, load nothing, and may link to
http and https addresses only.
"""
