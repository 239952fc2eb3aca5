"""Documents as people have them: a page, PDFs of every sort, text."""

import io

PAGE = b"""<!doctype html><html lang="en"><head><title>Using AI in cataloging | State Library</title>
<meta property="og:site_name" content="State Library of Example">
<meta property="article:published_time" content="2026-03-04T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/x">About us</a></li></ul></nav>
<main><article><h1>Using AI in cataloging</h1>
<p>Since 2025, the State Library has used the <b>Primo Research Assistant</b> at all of its reference desks.
Librarians check every answer before it is given to a patron.</p>
<p>In a trial with 1,240 records, the tool suggested subject headings that catalogers accepted unchanged in 61 percent
of cases.</p></article></main><footer>Copyright 2026. Privacy policy.</footer><script>alert(1)</script></body></html>"""

TRIAL = (
    "In a trial with 1,240 records, the tool suggested subject headings that catalogers accepted unchanged in 61 percent"
    " of cases."
)

REPORT = (
    "The State Library ran a trial of an AI assistant for cataloging in 2026.",
    "Catalogers kept 61 percent of the suggested subject headings unchanged.",
)


def pdf(lines=REPORT, password=None, title="Annual report"):
    """A PDF with those lines on one page, locked with a password where one is given."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(_plain_pdf(lines))))
    writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _plain_pdf(lines):
    text = b"".join(b"(%s) Tj 0 -16 Td " % line.encode("latin-1") for line in lines)
    stream = b"BT /F1 12 Tf 72 720 Td " + text + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + end + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
