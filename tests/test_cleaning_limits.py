"""Pages that would take a parser minutes are refused by rule, before anything is parsed."""

from __future__ import annotations

import pytest

from transforms.clean import UncleanableError, clean
from transforms.cleaning.limits import MAX_ALL_ATTRIBUTES, MAX_ATTRIBUTES, MAX_ELEMENTS, excess
from transforms.records import Page

_MANY = MAX_ELEMENTS + 1


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * _MANY,
        "<p>a" * _MANY,
        "a<br>" * _MANY,
        "<!-->" + "<p>" * _MANY,
        "<!-- a --!>" + "<p>" * _MANY,
        "<script>if (a<b) {}</script>" + "<p>" * _MANY,
    ],
)
def test_too_many_elements_are_too_many_however_they_come(markup: str) -> None:
    assert "elements" in (excess(markup) or "")


@pytest.mark.parametrize("attribute", ["a{}", "a{}=1", "a{}='>'", 'a{} = ">"', 'a{}=x"y'])
def test_too_many_attributes_are_too_many_however_they_are_written(attribute: str) -> None:
    storm = " ".join(attribute.format(number) for number in range(MAX_ATTRIBUTES + 1))
    assert "attributes" in (excess(f"<p {storm}>x</p>") or "")


def test_attributes_add_up() -> None:
    element = f"<p {' '.join(f'a{number}' for number in range(MAX_ATTRIBUTES))}>x</p>"
    enough = MAX_ALL_ATTRIBUTES // MAX_ATTRIBUTES
    assert excess(element * enough) is None
    assert excess(element * (enough + 1)) == "the page has more than 200,000 attributes"


def test_one_long_attribute_is_one() -> None:
    assert excess(f"<img src='data:image/png;base64,{'A' * 5_000_000}'><p>x</p>") is None


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" * MAX_ELEMENTS,
        "<!-- " + "<p>" * _MANY + " --><p>x</p>",
        "<script>" + "a<b " * _MANY + "</script><p>x</p>",
        "<p>" + "1 < 2 and x=y " * _MANY + "</p>",
        f"<p {' '.join(f'a{number}=1' for number in range(MAX_ATTRIBUTES))}>x</p>",
    ],
)
def test_what_is_no_element_is_not_counted(markup: str) -> None:
    assert excess(markup) is None


def test_a_refusal_says_the_limit() -> None:
    with pytest.raises(UncleanableError) as caught:
        clean(Page(url="http://courier.example/a", body=b"<html>" + b"<div>" * _MANY), today=None)
    assert caught.value.reason == "the page has more than 50,000 elements"


def test_a_canonical_address_that_is_none_is_left_aside() -> None:
    story = b"<p>The envoy denied on Monday that the network had found shelter beyond the border.</p>" * 3
    head = b"<html><head><title>Envoy denies</title><link rel='canonical' href='http://[broken/'></head><body>"
    article = clean(Page(url="http://courier.example/a/b", body=head + story), today=None)
    assert article.url == "http://courier.example/a/b"
