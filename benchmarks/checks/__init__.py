"""The checks: how quick they are, how much of what is wrong they catch, and how often they cry wolf."""
