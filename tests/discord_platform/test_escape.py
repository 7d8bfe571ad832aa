"""Whatever people write stays literal."""

import pytest

from adapters.discord.escape import escape, escape_line, escaped_size


@pytest.mark.parametrize(
    ("plain", "escaped"),
    [
        ("plain words, 3.5 of 4.", "plain words, 3.5 of 4."),
        ("*a* _b_ ~c~ `d` ||e||", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\|\\|e\\|\\|"),
        ("<@1> <@&1> <#1> </x:1> <t:1>", "\\<@1> \\<@&1> \\<#1> \\</x:1> \\<t:1>"),
        ("@everyone @here @ada", "@\u200beveryone @\u200bhere @ada"),
        ("[a](http://x.org)", "\\[a](http://x.org)"),
        ("https://x.org/a_b_c~d", "https://x.org/a_b_c~d"),
        ("# a\n## b\n-# c\n> d\n- e\n 12. f\n3) g",
         "\\# a\n\\## b\n\\-# c\n\\> d\n\\- e\n 12\\. f\n3\\) g"),
        ("C++ a-b x > y #1", "C++ a-b x > y #1"),
        ("back\\slash", "back\\\\slash"),
        ("a\x00b\rc\td", "abc\td"),
    ],
)  # fmt: skip
def test_markup_is_made_literal(plain: str, escaped: str) -> None:
    assert escape(plain) == escaped


def test_a_title_is_one_line_and_needs_no_escaped_list() -> None:
    assert escape_line("1. one\n- *two*") == "1. one - \\*two\\*"


def test_an_emoji_counts_twice_as_discord_may_count_it() -> None:
    assert escaped_size("👩*") == 4
