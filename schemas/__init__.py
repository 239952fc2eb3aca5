"""The ground: every value of the product as a frozen pydantic model.

Imports pydantic and the standard library only. Nothing here reads a file, a clock or a random number.
"""
