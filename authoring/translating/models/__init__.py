"""Translating with a model, text by text: `telling` says what it is told, `judging` whether its answer can stand, `writer` is
the whole as a `Writer`, `estimating` what it would cost.
"""
