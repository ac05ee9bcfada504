"""Web pages and e-paper pages."""
from __future__ import annotations

import base64
import random

from tests.malformed import GOOD, Malformed, page

TITLE, BODY = GOOD
NO_TEXT = (None, "正文")


def epaper(content: str, properties: str) -> bytes:
    article = f"<!--enpcontent-->{content}<!--/enpcontent-->"
    return f"<html><body>{article}<!--enpproperty {properties}</body></html>".encode()


def laughs() -> str:
    """Entities of entities, a thousand million of them when written out."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE html [<!ENTITY e0 "哈哈">{lines}]>'


def picture() -> str:
    noise = random.Random(4).randbytes(15 << 20)
    return f'<img src="data:image/png;base64,{base64.b64encode(noise).decode()}" alt="闸门">'


PROPERTIES = f"<articleid>77</articleid><date>2021-05-06</date><title>{TITLE}</title> /enpproperty-->"

CASES = (
    Malformed("cut off inside the text", "a.html", lambda: page("").encode()[:-60], (TITLE,)),
    Malformed("cut off inside a tag", "a.html", lambda: page("").encode() + b"<div cla", (TITLE,)),
    Malformed("cut off inside the head", "a.html", lambda: page("").encode()[:60], 0, (NO_TEXT,)),
    Malformed("cut off inside a character", "a.html", lambda: page(f"<p>{BODY}").encode()[:-22], (TITLE,)),
    Malformed("a comment after the text never closed", "a.html", lambda: page("<!-- 广告 <p>完").encode(), (TITLE,)),
    Malformed("a comment before the text never closed", "a.html",
              lambda: page("").replace("<body>", "<body><!-- 开始").encode(), 0, (NO_TEXT,)),
    Malformed("the text in CDATA", "a.html",
              lambda: f"<html><body><h1>{TITLE}</h1><![CDATA[{BODY}]]></body></html>".encode(), 0, (NO_TEXT,)),
    Malformed("scripts only", "a.html",
              lambda: f"<html><body><script>document.write('{BODY}')</script></body></html>".encode(), 0, (NO_TEXT,)),
    Malformed("a refresh to somewhere else", "a.html",
              lambda: b'<html><head><meta http-equiv="refresh" content="0;url=http://example.cn/"></head></html>',
              0, (NO_TEXT,)),
    Malformed("frames only", "a.html",
              lambda: b'<html><frameset><frame src="a.html"></frameset></html>', 0, (NO_TEXT,)),
    Malformed("an empty page", "a.html", lambda: b"<html></html>", 0, (NO_TEXT,)),
    Malformed("an empty doctype", "a.html", lambda: b"<!doctype html>", 0, ((None, "没有内容"),)),
    Malformed("tags without end", "a.html", lambda: b"<" * (1 << 20), 0, ((None, ""),)),
    Malformed("a picture of 20 MB written into the page", "a.html", lambda: page(picture()).encode(), (TITLE,)),
    Malformed("an attribute of 10 MB", "a.html",
              lambda: page(f'<p title="{"甲" * 3_500_000}">').encode(), 0, ((None, "过长"),)),
    Malformed("100,000 attributes on one tag", "a.html",
              lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>完").encode(), 0, ((None, "属性"),)),
    Malformed("300 nested divs around the text", "a.html",
              lambda: page("").replace("<body>", "<body>" + "<div>" * 300).encode(), 0, ((None, "嵌套"),)),
    Malformed("200 nested divs around the text", "a.html",
              lambda: page("").replace("<body>", "<body>" + "<div>" * 200).encode(), (TITLE,)),
    Malformed("100,000 nested divs", "a.html", lambda: page("<div>" * 100_000).encode(), 0, ((None, "标签"),)),
    Malformed("100,000 nested divs around the text", "a.html",
              lambda: page("").replace("<body>", "<body>" + "<div>" * 100_000).encode(), 0, ((None, "标签"),)),
    Malformed("100,000 nested bold tags", "a.html", lambda: page("<b>" * 100_000 + "完").encode(), 0, ((None, "标签"),)),
    Malformed("20,000 nested tables", "a.html",
              lambda: page("<table><tr><td>" * 20_000 + "完").encode(), 0, ((None, "嵌套"),)),
    Malformed("a million empty paragraphs", "a.html", lambda: page("<p>" * 1_000_000).encode(), 0, ((None, "标签"),)),
    Malformed("a million line breaks", "a.html", lambda: page("<br>\n" * 1_000_000).encode(), 0, ((None, "万"),)),
    Malformed("a thousand million laughs", "a.html", lambda: (laughs() + page("<p>&e9;</p>")).encode(), (TITLE,)),
    Malformed("a thousand million laughs in XML", "a.xml",
              lambda: ('<?xml version="1.0"?>' + laughs().replace("html", "lolz") + "<lolz>&e9;</lolz>").encode(),
              0, ((None, "XML"),)),
    Malformed("XML of an unknown kind", "a.txt",
              lambda: f'<?xml version="1.0"?>\n<news><headline>{TITLE}</headline>{BODY}</news>'.encode(),
              0, ((None, "XML"),)),
    Malformed("references to characters that do not exist", "a.html",
              lambda: page("<p>&#x110000; &#0; &#xD800; &#99999999999999999999; &nosuch;</p>").encode(), (TITLE,)),
    Malformed("NULs between the tags", "a.html", lambda: page("").replace("<p>", "\0<p>", 1).encode(), (TITLE,)),
    Malformed("two pages in one file", "a.html", lambda: page("").encode() * 2, 1, whole=False),
    Malformed("a page inside a comment inside a script", "a.html",
              lambda: page("<script><!-- </scr" + "ipt><!-- --></script>").encode(), (TITLE,)),
    Malformed("JSON-LD nested without end", "a.html",
              lambda: page(f'<script type="application/ld+json">{"[" * 100_000}</script>').encode(), (TITLE,)),
    Malformed("JSON-LD with numbers nobody can hold", "a.html",
              lambda: page('<script type="application/ld+json">{"@type":"NewsArticle","headline":' + "9" * 9999
                           + ',"datePublished":NaN}</script>').encode(), (TITLE,)),
    Malformed("a title of bars", "a.html",
              lambda: page("").replace(f"<title>{TITLE}", f"<title>{TITLE}{' _ |' * 100_000}").encode(), (TITLE,)),
    Malformed("an e-paper page whose content is not closed", "a.html",
              lambda: epaper(BODY, PROPERTIES).replace(b"<!--/enpcontent-->", b""), 0, ((None, "正文"),)),
    Malformed("an e-paper page whose facts are not closed", "a.html",
              lambda: epaper(f"<p>{BODY}</p>", PROPERTIES.replace("/enpproperty-->", "")), 1, whole=False),
    Malformed("an e-paper page with facts that do not end", "a.html",
              lambda: epaper(f"<p>{BODY}</p>", "<articleid>77<date>2021-05-06</date><title> /enpproperty-->"), 1),
    Malformed("200,000 openings of an e-paper's facts", "a.html",
              lambda: page("<!--enpproperty " * 200_000).encode(), 0, ((None, "标签"),)),
    Malformed("200,000 openings of an e-paper's content", "a.html",
              lambda: epaper("<!--enpcontent-->" * 200_000, PROPERTIES).replace(b"<!--/enpcontent-->", b""),
              0, ((None, "正文"),)),
    Malformed("200,000 facts without an end", "a.html",
              lambda: epaper(f"<p>{BODY}</p>", "<a>" * 200_000 + PROPERTIES), 1, whole=False),
    Malformed("an e-paper page with too much beside the article", "a.html",
              lambda: epaper(f"<p>{BODY}</p>", PROPERTIES).replace(b"<body>", b"<body>" + b"<p>" * 200_000), (TITLE,)),
    Malformed("an e-paper page with 100,000 nested divs", "a.html",
              lambda: epaper("<div>" * 100_000 + BODY, PROPERTIES), 0, ((None, "嵌套"),)),
)
