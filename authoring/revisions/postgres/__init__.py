"""Logs in PostgreSQL: the same lines as in the files, byte for byte, with their index beside them in one transaction.

Nothing here reads or writes a file of the workspace. Begin at `log_tables.LogTables`.
"""
