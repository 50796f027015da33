"""Nothing gets into a page unescaped."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dashboard.scenes.markup import element, joined, number


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[str | None] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_words_and_attributes_come_out_as_they_went_in(words: str) -> None:
    reader = _Reader()
    reader.feed(element("p", words, title=words))
    reader.close()
    assert reader.tags == ["p"]
    assert reader.attributes == [words]
    assert "".join(reader.words) == words


def test_children_that_are_html_stay_html_and_none_is_left_out() -> None:
    assert joined("a<b", None, element("br")) == "a&lt;b<br>"
    assert element("p", hidden=True, class_=None, data_key="k") == '<p hidden data-key="k"></p>'


@given(st.floats(-1e6, 1e6))
def test_numbers_are_read_back_as_they_were(value: float) -> None:
    assert abs(float(number(value, 2)) - value) <= 0.00501
