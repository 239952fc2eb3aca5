"""A run on many machines: its jobs in Procrastinate's queue, its money and pace in the team's PostgreSQL.

`queue` holds the groups that wait and hands them to workers; `money` is the one purse of a run, out of which every machine
takes before it asks; `ends` is what became of each text, for whoever watches; `tables` are where all of that lies. Procrastinate
and the driver are loaded when they are first used.
"""
