"""What Slack shows, drawn as a page: messages, modals and App Home, as people see them.

    python -m tests.slack.viewer payload.json page.html

A payload is a list of {"kind": "message" | "modal" | "home", "blocks": […], "title"?, "private"?}.
Sizes follow Slack's desktop app, so that what is too tall here is too tall there.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

_STYLE = """
*{box-sizing:border-box} body{margin:0;background:#fff;color:#1d1c1d;
font:15px/22px Lato,'Noto Sans','DejaVu Sans','Noto Color Emoji',sans-serif}
.message{display:flex;gap:8px;width:720px;padding:8px 20px}.message.private{background:#fdf8ec}
.who{width:36px;height:36px;border-radius:8px;background:#2b5fd9;color:#fff;flex:none;
font-weight:900;text-align:center;line-height:36px}.body{width:600px}
.name{font-weight:900}.app{font-size:10px;background:#e8e8e8;color:#616061;border-radius:2px;
padding:1px 3px;margin:0 6px;font-weight:700}.time,.only{font-size:12px;color:#616061}
.block{margin:8px 0 0}.time+.block{margin-top:4px}.time+.of-rich_text{margin-top:0}
.header{font-size:18px;font-weight:900;line-height:24px}.rich{white-space:pre-wrap}
a{color:#1264a3;text-decoration:none}.section{display:flex;gap:16px;justify-content:space-between}
.section .words{white-space:pre-wrap}.section img.thumb{width:88px;height:88px;border-radius:8px;
object-fit:cover;flex:none;background:#dde}
.folded{max-height:110px;overflow:hidden}.context{font-size:13px;line-height:18px;color:#616061}
.actions{display:flex;flex-wrap:wrap;gap:8px}.button{border:1px solid #bbb;border-radius:8px;
padding:0 10px;height:28px;line-height:26px;font-size:13px;font-weight:700;background:#fff}
.button.primary{background:#007a5a;border-color:#007a5a;color:#fff}
.button.danger{border-color:#e01e5a;color:#e01e5a}.select{color:#616061;font-weight:400}
.picture img{max-width:360px;max-height:240px;border-radius:8px;background:#dde}
hr{border:0;border-top:1px solid #ddd}
.modal,.home{width:520px;margin:20px;border:1px solid #ccc;border-radius:8px;padding:16px 24px}
.home{width:720px}.modal h2{font-size:22px;margin:0 0 8px}.label{font-weight:700}
.hint{font-size:13px;color:#616061}.field{border:1px solid #bbb;border-radius:6px;height:36px;
line-height:34px;padding:0 10px;color:#444}.field.long{height:90px}
.foot{text-align:right;margin-top:16px}
"""


def page_of(shown: Sequence[Json]) -> str:
    """Draw messages, modals and homes below each other as one page."""
    body = "".join(_DRAWN[str(one.get("kind", "message"))](one) for one in shown)
    return f"<!doctype html><meta charset=utf8><style>{_STYLE}</style><body>{body}"


def photograph(page: str, folder: Path, name: str) -> int | None:
    """Take a picture of a page and return its height in pixels; None without chromium."""
    browser = shutil.which("chromium")
    if browser is None:
        return None
    source = folder / f"{name}.html"
    measure = "document.title=document.documentElement.getBoundingClientRect().height"
    source.write_text(f"{page}<script>{measure}</script>", encoding="utf-8")
    flags = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=760,600"]
    dumped = _run([*flags, "--dump-dom", source.as_uri()])
    found = re.search(r"<title>([\d.]+)</title>", dumped)
    if found is None:
        return None
    height = round(float(found[1]))
    flags[-1] = f"--window-size=760,{max(height, 100)}"
    _run([*flags, "--hide-scrollbars", f"--screenshot={folder / name}.png", source.as_uri()])
    return height


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


def _message(one: Json) -> str:
    only = "<div class=only>Only visible to you</div>" if one.get("private") else ""
    head = f"{only}<span class=name>Papers</span><span class=app>APP</span>"
    head += "<span class=time>9:00 AM</span>"
    private = " private" if one.get("private") else ""
    return (
        f"<div class='message{private}'><div class=who>P</div>"
        f"<div class=body>{head}{_blocks(one['blocks'])}</div></div>"
    )


def _modal(one: Json) -> str:
    submit = _text(one.get("submit")) or "Submit"
    foot = f"<div class=foot><span class=button>Cancel</span> <span class='button primary'>{submit}"
    title = _text(one.get("title"))
    return f"<div class=modal><h2>{title}</h2>{_blocks(one['blocks'])}{foot}</span></div></div>"


def _home(one: Json) -> str:
    return f"<div class=home>{_blocks(one['blocks'])}</div>"


_DRAWN = {"message": _message, "modal": _modal, "home": _home}


def _blocks(blocks: Sequence[Json]) -> str:
    return "".join(
        f"<div class='block of-{block['type']}'>{_block(block)}</div>" for block in blocks
    )


def _block(block: Json) -> str:
    kind = block["type"]
    if kind == "header":
        return f"<div class=header>{_text(block['text'])}</div>"
    if kind == "rich_text":
        sections = (part["elements"] for part in block["elements"])
        return "".join(f"<div class=rich>{''.join(map(_stretch, part))}</div>" for part in sections)
    if kind == "section":
        return _section(block)
    if kind == "context":
        return f"<div class=context>{' '.join(map(_text, block['elements']))}</div>"
    if kind == "actions":
        return f"<div class=actions>{''.join(map(_element, block['elements']))}</div>"
    if kind == "image":
        alt = html.escape(str(block["alt_text"]))
        return f"<div class=picture><img src='{html.escape(block['image_url'])}' alt='{alt}'></div>"
    if kind == "input":
        return _input(block)
    if kind == "divider":
        return "<hr>"
    raise ValueError(f"the viewer can't draw a {kind} block")


def _section(block: Json) -> str:
    folded = " folded" if block.get("expand") is False else ""
    accessory = block.get("accessory")
    beside = _element(accessory) if accessory else ""
    words = _text(block["text"])
    return f"<div class=section><div class='words{folded}'>{words}</div>{beside}</div>"


def _stretch(element: Json) -> str:
    style = element.get("style") or {}
    words = html.escape(str(element.get("text") or element.get("url", "")))
    words = f"<b>{words}</b>" if style.get("bold") else words
    words = f"<i>{words}</i>" if style.get("italic") else words
    return f"<a>{words}</a>" if element["type"] == "link" else words


def _element(element: Json) -> str:
    kind = element["type"]
    if kind == "image":
        alt = html.escape(str(element["alt_text"]))
        return f"<img class=thumb src='{html.escape(element['image_url'])}' alt='{alt}'>"
    if kind == "button":
        return f"<span class='button {element.get('style', '')}'>{_text(element['text'])}</span>"
    if kind == "overflow":
        return "<span class=button>⋯</span>"
    label = _text(element.get("placeholder")) or kind
    return f"<span class='button select'>{label} ⌄</span>"


def _input(block: Json) -> str:
    element = block["element"]
    value = element.get("initial_value") or _text(element.get("placeholder"))
    chosen = element.get("initial_option")
    value = _text(chosen["text"]) if chosen else html.escape(str(value or ""))
    long = " long" if element.get("multiline") else ""
    hint = f"<div class=hint>{_text(block['hint'])}</div>" if block.get("hint") else ""
    label = f"<div class=label>{_text(block['label'])}</div>"
    return f"{label}<div class='field{long}'>{value}</div>{hint}"


def _text(text: object) -> str:
    return html.escape(str(text["text"])) if isinstance(text, Mapping) and "text" in text else ""


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    drawn = page_of(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(drawn, encoding="utf-8")
    print(photograph(drawn, target.parent, target.stem))
