"""Translation memory: what was translated and approved before, found again for the same and for similar texts.

`pairs` are what it is made of; `matching` finds exact and similar ones; `gathering` takes them from approved translations
and from the files a team brought in; `tmx` exchanges them with other tools.
"""
