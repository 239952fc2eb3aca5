"""Text that tries to be markup, a template, a command or a layout: what every face is tried with."""

CORPUS = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><img src=x onerror=alert(3)>",
    '"><svg onload=alert(4)>',
    "' autofocus onfocus='alert(5)",
    "{{7*7}} {% raw %} {{ self.__class__.__mro__ }}",
    "\x1b[31mred\x1b]0;title\x07\x9b2J",
    "abc\u202edcba\u2066x\u2069",
    "\u0627\u0644\u0645\u0643\u062a\u0628\u0629 \u05e1\u05e4\u05e8\u05d9\u05d9\u05d4",
    "W" * 10_000,
    "javascript:alert(6)",
    "&lt;b&gt; &amp; &#x27; <!-- --> ]]>",
    "[@click=app.quit]x[/]",
]
