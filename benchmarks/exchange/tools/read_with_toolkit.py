"""Run by an environment that has translate-toolkit and nothing of ours: what it reads of a file, as JSON lines."""

import json
import sys

from translate.storage import factory
from translate.storage.poxliff import PoXliffFile  # noqa: F401 - registers its kind
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

READERS = {"xliff12": xlifffile, "xliff21": Xliff2File, "tmx": tmxfile}

path, kind = sys.argv[1:]
reader = READERS.get(kind)
if reader:
    with open(path, "rb") as stream:  # noqa: PTH123 - as their documentation has it
        store = reader.parsefile(stream) if hasattr(reader, "parsefile") else reader(stream)
else:
    store = factory.getobject(path)
for unit in store.units:
    if unit.istranslatable():
        print(json.dumps({"source": str(unit.source), "target": str(unit.target or "")}))
