"""The page of one profile, drawn from its public file and the words of its locale: `render.render_page`.

Invariant: every text is data. Templates run in a sandbox, escape everything, load nothing, and may link to
http and https addresses only.
"""
