"""Core XLIFF 2: what keeps to its rules is read, what breaks one is refused with that rule.

The documents are our own, one for each rule of the specification's core that an importer relies on.
"""

import pytest

from authoring.translating.exchange.xliff21 import read
from authoring.xml_files import NotXml

HEAD = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="zh-TW"'


def document(inside, *, head=HEAD):
    return f"{head}>{inside}</xliff>"


def unit(inside, *, name='id="u1"'):
    return document(f'<file id="f1"><unit {name}>{inside}</unit></file>')


def segment(source, target=None, attributes=""):
    said = f"<target>{target}</target>" if target is not None else ""
    return f"<segment {attributes}><source>{source}</source>{said}</segment>"


DATA = '<originalData><data id="d1">[b]</data><data id="d2">[/b]</data></originalData>'


@pytest.mark.parametrize(
    ("content", "source", "target"),
    [
        (unit(segment("They help.", "他們協助。")), "They help.", "他們協助。"),
        (unit(segment("They help.")), "They help.", None),
        (unit(DATA + segment('They <pc id="1" dataRefStart="d1" dataRefEnd="d2">help</pc>.')), "They [b]help[/b].", None),
        (unit(DATA + segment('<sc id="1" dataRef="d1"/>Help<ec startRef="1" dataRef="d2"/>')), "[b]Help[/b]", None),
        (unit(segment('An <mrk id="m1" translate="no">H-1B</mrk> visa')), "An H-1B visa", None),
        (unit(segment('<ph id="1" equiv="{n}"/> jobs')), "{n} jobs", None),
        (unit(segment("One. ") + '<ignorable><source> </source></ignorable>' + segment("Two.", "二。")),
         "One.  Two.", "One.  二。"),
        (unit('<segment><source>A </source><target order="2">甲</target></segment>'
              '<segment><source>B</source><target order="1">乙</target></segment>'), "A B", "乙甲"),
        (unit('<segment><source><![CDATA[a < b]]></source></segment>'), "a < b", None),
    ],
)  # fmt: skip
def test_a_core_document_is_read(tmp_path, content, source, target):
    path = tmp_path / "in.xlf"
    path.write_text(content, "utf-8")
    (found,) = read(path).units
    assert (found.source, found.target) == (source, target)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("<xliff/>", "not XLIFF 2"),
        (document(""), "no file"),
        (document("<file id='f1'/>"), "holds no unit"),
        (document("<file><unit id='u'><segment><source/></segment></unit></file>"), "file has no id"),
        (unit("", name='id="u1"'), "has no segment"),
        (unit(segment("a"), name=""), "unit has no id"),
        (unit(segment("a"), name='id="u 1"'), "is no id"),
        (unit("<segment><target>a</target></segment>"), "has 0 sources"),
        (unit(segment("a", attributes='id="s"') + segment("b", attributes='id="s"')), "there twice"),
        (unit(segment("a", "b", 'state="done"')), "is no state"),
        (unit(segment("a", "b", 'subState="my:x"')), "subState has a state"),
        (unit('<notes/>' + segment("a")), "at least one"),
        (unit(segment("a") + "<notes><note>n</note></notes>"), "too late"),
        (unit(segment('<ph id="1" dataRef="d9"/>')), "not in the original data"),
        (unit('<originalData><data id="d1"/><data id="d1"/></originalData>' + segment("a")), "there twice"),
        (unit(segment('<sc id="1"/>a')), "has no end"),
        (unit(segment('<ec startRef="1"/><sc id="1"/>')), "comes before its sc"),
        (unit(segment('<em startRef="1"/>')), "comes before its sm"),
        (unit(segment('<ec isolated="yes"/>')), "has an id"),
        (unit(segment('<cp hex="0041"/>')), "names no character"),
        (unit(segment('<cp hex="1A2"/>')), "names no character"),
        (unit(segment('<ph id="1" type="bold"/>')), "is no type of a code"),
        (unit(segment('<ph id="1" subType="xlf:b"/>')), "has a type"),
        (unit(segment('<mrk id="1" type="comment">a</mrk>')), "either a value or a note"),
        (unit(segment('<ph id="1" canDelete="no"/>a', "甲")), "cannot be deleted"),
        (unit(segment('<ph id="1" canReorder="no"/>')), "follows no first one"),
        (unit('<segment><source>a</source><target order="3">b</target></segment>'), "is not from 1 to 1"),
        (unit('<segment><source xml:lang="fr">a</source></segment>'), "is in fr, not in en"),
        (unit('<segment><source>a</source><target xml:lang="ja">b</target></segment>'), "is in ja"),
        (unit("<segment><source>a<b>c</b></source></segment>"), "does not stand in a text"),
        (document("<file id='f1'><unit id='u'><segment><source>a</source><target>b</target></segment></unit></file>",
                  head=HEAD.replace(' trgLang="zh-TW"', "")), "trgLang is missing"),
        (HEAD.replace("2.1", "3.0") + "><file id='f'/></xliff>", "version 3.0"),
    ],
)  # fmt: skip
def test_a_document_that_breaks_a_rule_is_refused_with_that_rule(tmp_path, content, rule):
    path = tmp_path / "in.xlf"
    path.write_text(content, "utf-8")
    with pytest.raises(NotXml, match=rule):
        read(path)


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + unit(segment("&e;")),
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + unit(segment("&b;")),
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + unit(segment("&undefined;")),
        unit(segment("a"))[:-9],
    ],
)
def test_a_file_that_reaches_out_or_blows_up_is_refused(tmp_path, content):
    path = tmp_path / "in.xlf"
    path.write_text(content, "utf-8")
    with pytest.raises(NotXml):
        read(path)
