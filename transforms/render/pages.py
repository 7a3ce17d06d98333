"""The report's templates, filled: HTML that escapes everything, Markdown in which nothing of a page acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from transforms.render.foreign import isolated, markdown_text, printed_day, visible, web_address
from transforms.render.stances import STYLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.render.views import Overview


def html_page(overview: Overview) -> str:
    """Return the report as one HTML page that asks for nothing from outside."""
    environment = _environment(_shown)
    environment.filters["isolate"] = isolated
    css = Markup(_source(environment, "report.css"))  # noqa: S704 - our own file, nothing of a page in it
    return environment.get_template("report.html.j2").render(report=overview, css=css)


def markdown_page(overview: Overview) -> str:
    """Return the report as Markdown."""
    environment = _environment(_inert)
    environment.filters |= {"autolink": _autolink, "code": _code}
    return environment.get_template("report.md.j2").render(report=overview)


def _environment(finalize: Callable[[object], object]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("transforms.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"styles": STYLES}
    environment.filters |= {"day": printed_day, "web_address": web_address, "counted": _counted, "bare": _bare}
    return environment


def _source(environment: jinja2.Environment, name: str) -> str:
    loader = environment.loader
    if loader is None:
        raise jinja2.TemplateNotFound(name)
    return loader.get_source(environment, name)[0]


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun, "1 article" or "3 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _bare(sentence: str) -> str:
    """Return a sentence without its full stop, to stand inside another."""
    return sentence.removesuffix(".")


def _autolink(url: str | None) -> Markup | None:
    """Return a safe address as Markdown links it; one that holds a bracket or bar stays text."""
    return Markup(f"<{url}>") if url and not set("<>|") & set(url) else None  # noqa: S704 - a plain web address


def _code(command: str) -> Markup:
    """Return a command as a code span, in which nothing acts but the backtick that ends it."""
    return Markup(f"`{visible(command).replace('`', chr(39)).replace(chr(10), ' ')}`")  # noqa: S704 - a code span


def _shown(value: object) -> object:
    """Return what a template prints for HTML: controls made visible; escaping follows."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _inert(value: object) -> object:
    """Return what a template prints for Markdown: inert text, unless it is marked as our own."""
    return value if isinstance(value, Markup) else markdown_text("" if value is None else value)
