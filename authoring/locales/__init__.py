"""How each locale writes labels, numbers, money and dates.

`messages/<tag>.po` are the catalogs, one for each locale, shipped as data; `catalog` reads each once;
`labels` is what the rest of the product asks: `Labels("zh-TW").label("verdict.mixed")`.
`sentences/<tag>.po` hold what is said to a person while the program works, refusals and findings, under its English
template (`schemas.saying`); `telling` puts such a sentence into another language.

Keys are `<group>.<token>`; the tokens of every enumeration of `schemas` have one in each catalog, so that a
computed section holds tokens and numbers only and is worded where it is shown.

The catalogs of `en` and `zh-TW` hold the words of the screens too (`ui.*`); the others what pages and sections need.

May import `schemas` and `authoring.errors`; every part, workflow and face may use it.
"""
