"""A Discord message as a person sees it: drawn to HTML, and photographed where a browser is.

`python -m tests.discord_platform.viewer FOLDER message.json …` draws files into a folder.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
_STYLES = {1: "blue", 2: "grey", 3: "green", 4: "red", 5: "grey"}
_INLINE = re.compile(
    r"\\(?P<literal>[^0-9A-Za-z\s])"
    r"|\[(?P<label>(?:\\.|[^\\\[\]]|\\?\[(?:\\.|[^\\\[\]])*\])*)\]\((?P<url>https?://[^)\s]+)\)"
    r"|\*\*(?P<bold>(?:\\.|[^\\*])+)\*\*"
    r"|(?P<bare>https?://[^\s<>)]+)",
)
_CSS = """
body{
margin:0;
background:#1a1a1e;
color:#dfe0e2;
font:16px/1.375 'gg sans',Noto Sans,Arial,sans-serif
}
main{
padding:18px 20px 22px 74px;
position:relative;
max-width:600px
}
.face{
position:absolute;
left:20px;
top:20px;
width:40px;
height:40px;
border-radius:50%;
background:#5865f2;
color:#fff;
text-align:center;
line-height:40px;
font-weight:700
}
.who{
font-weight:600;
color:#fff
}
.app{
background:#5865f2;
color:#fff;
font-size:11px;
border-radius:4px;
padding:1px 5px;
margin-left:5px;
vertical-align:2px
}
.when{
color:#949ba4;
font-size:12px;
margin-left:8px
}
.box{
background:#242429;
border:1px solid #34343b;
border-radius:8px;
padding:16px;
margin-top:6px
}
.text{
white-space:pre-wrap;
overflow-wrap:anywhere;
margin:4px 0
}
.text h2{
font-size:20px;
margin:2px 0
}
.text h3{
font-size:17px;
margin:2px 0;
line-height:1.3
}
.text small{
color:#949ba4;
font-size:13px;
display:block
}
a{
color:#00a8fc;
text-decoration:none
}
b{
color:#fff
}
.row{
display:flex;
flex-wrap:wrap;
gap:8px;
margin:8px 0 4px
}
.button{
border-radius:8px;
padding:5px 14px;
font-size:14px;
font-weight:500;
color:#fff;
white-space:nowrap
}
.blue{
background:#5865f2
}
.grey{
background:#3b3b43
}
.green{
background:#248046
}
.red{
background:#da373c
}
.menu{
flex:1;
background:#1d1d21;
border:1px solid #3b3b43;
border-radius:8px;
padding:9px 12px;
color:#949ba4
}
.menu:after{
content:'⌄';
float:right
}
.section{
display:flex;
gap:14px;
align-items:flex-start
}
.section>div:first-child{
flex:1;
min-width:0
}
.thumb{
width:85px;
height:85px;
border-radius:8px;
object-fit:cover;
flex:none;
background:#3b3b43;
font-size:10px;
color:#949ba4;
overflow:hidden;
text-align:center
}
.gallery{
width:100%;
height:260px;
border-radius:8px;
object-fit:cover;
background:#3b3b43;
color:#949ba4;
display:block;
text-align:center
}
hr{
border:0;
border-top:1px solid #3b3b43;
margin:12px 0
}
.embed{
background:#242429;
border-left:4px solid #4e5058;
border-radius:4px;
padding:10px 14px;
margin:6px 0;
max-width:480px
}
.embed .title{
font-weight:600
}
.foot{
font-size:12px;
color:#949ba4
}
.only{
color:#949ba4;
font-size:13px;
margin-top:6px
}
"""


def draw(payload: Json) -> str:
    """Return a page that shows a message as Discord's dark theme does."""
    parts = [_embeds(payload), "".join(map(_component, payload.get("components") or ()))]
    if payload.get("content"):
        parts.insert(0, _text(payload["content"]))
    private = (
        '<div class="only">Only you can see this</div>' if payload.get("flags", 0) & 64 else ""
    )
    return (
        f'<!doctype html><meta charset="utf-8"><style>{_CSS}</style><main><div class="face">P</div>'
        '<span class="who">Papers</span><span class="app">APP</span>'
        f'<span class="when">Today at 09:00</span>{"".join(parts)}{private}</main>'
    )


def photograph(page: str, picture: Path, height: int = 900) -> None:
    """Take a picture of a page."""
    assert BROWSER
    source = picture.with_suffix(".html")
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--screenshot={picture}",
            f"--window-size=700,{height}",
            f"file://{source}",
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )


def _component(one: Json) -> str:
    inner = "".join(map(_component, one.get("components") or ()))
    return _DRAWN[one["type"]](one, inner)


def _section(one: Json, inner: str) -> str:
    side = _component(one["accessory"])
    return f'<div class="section"><div>{inner}</div><div>{side}</div></div>'


def _button(one: Json, _inner: str) -> str:
    label = html.escape(one.get("label") or "")
    return f'<span class="button {_STYLES[one["style"]]}">{label}</span>'


def _menu(one: Json, _inner: str) -> str:
    chosen = [option["label"] for option in one["options"] if option.get("default")]
    shown = chosen[0] if chosen else one.get("placeholder") or "Choose"
    return f'<span class="menu">{html.escape(shown)}</span>'


def _picture(one: Json, kind: str) -> str:
    alt = html.escape(one.get("description") or "")
    # There is no network where this is drawn: a grey field stands for each picture.
    return f'<div class="{kind}" title="{html.escape(one["media"]["url"])}">{alt}</div>'


def _embeds(payload: Json) -> str:
    drawn = ""
    for embed in payload.get("embeds") or ():
        title = f'<div class="title">{_inline(embed["title"])}</div>' if embed.get("title") else ""
        if embed.get("url"):
            title = f'<a href="{html.escape(embed["url"])}">{title}</a>'
        foot = html.escape((embed.get("footer") or {}).get("text") or "")
        words = _text(embed.get("description") or "")
        drawn += f'<div class="embed">{title}{words}<div class="foot">{foot}</div></div>'
    return drawn


def _text(markdown: str) -> str:
    return f'<div class="text">{"".join(map(_line, markdown.splitlines(keepends=True)))}</div>'


def _line(line: str) -> str:
    for sign, tag in (("### ", "h3"), ("## ", "h2"), ("-# ", "small")):
        if line.startswith(sign):
            return f"<{tag}>{_inline(line.removeprefix(sign).rstrip())}</{tag}>"
    return _inline(line)


def _inline(markdown: str) -> str:
    drawn, end = "", 0
    for found in _INLINE.finditer(markdown):
        drawn += html.escape(markdown[end : found.start()])
        end = found.end()
        if found["literal"] is not None:
            drawn += html.escape(found["literal"])
        elif found["url"] is not None:
            drawn += f'<a href="{html.escape(found["url"])}">{_inline(found["label"])}</a>'
        elif found["bold"] is not None:
            drawn += f"<b>{_inline(found['bold'])}</b>"
        else:
            drawn += f'<a href="{html.escape(found["bare"])}">{html.escape(found["bare"])}</a>'
    return drawn + html.escape(markdown[end:])


_DRAWN: dict[int, Callable[[Json, str], str]] = {
    1: lambda _, inner: f'<div class="row">{inner}</div>',
    2: _button,
    3: _menu,
    9: _section,
    10: lambda one, _: _text(one["content"]),
    11: lambda one, _: _picture(one, "thumb"),
    12: lambda one, _: "".join(_picture(item, "gallery") for item in one["items"]),
    14: lambda _one, _: "<hr>",
    17: lambda _, inner: f'<div class="box">{inner}</div>',
}
"""How each type of component is drawn; a type that nobody has drawn yet is an error."""


def main(words: Sequence[str]) -> None:
    """Draw each file into a folder."""
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in words[1:]:
        page = draw(json.loads(Path(name).read_text(encoding="utf-8")))
        photograph(page, folder / f"{Path(name).stem}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
