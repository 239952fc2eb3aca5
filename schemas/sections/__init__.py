"""The sections of a profile, one module and one model each; `registry` lists them in page order."""
