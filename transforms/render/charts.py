"""Charts as static SVG: the timeline of who said what, hollow where nobody heard the holder."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import polars as pl
import vl_convert
from markupsafe import Markup

from transforms.render.foreign import printed_day, visible
from transforms.render.stances import STYLES

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_ANCHOR: Final = re.compile(r'xlink:href="[^"#]*#(c\d+)"')
_WIDTH: Final = 640
# Days up to which the axis names days.
_SHORT_TIME: Final = 120
_STEP: Final = 30
_MOST_HOLDERS: Final = 28
_MOST_MARKS: Final = 700
_COARSER: Final = ("1mo", "1q", "1y")
_LONGEST_NAME: Final = 30
# How far apart, in slots of a row, the marks of one holder on one day may stand from its middle.
_SLOTS: Final = 2
# Inks that the report's style sheet replaces, so that one drawing serves light and dark pages.
INK: Final = "#1a1b1e"
RULE: Final = "#d9d7d0"


def timeline_chart(marks: pl.DataFrame, readable: AbstractSet[int]) -> Markup | None:
    """Return the timeline of one topic as inline SVG, None where no statement has a day.

    Every mark whose claim is `readable` links to its sentence. The 28 holders with most statements are drawn at most;
    of very many statements only the first of each month, quarter or year.
    """
    dated = _dated(marks)
    if dated.is_empty():
        return None
    drawn = _drawn(dated)
    # Marks that would touch, those within a sixtieth of the whole time, are stacked.
    days = pl.col("day").cast(pl.Int32)
    near = (days.max() - days.min()) / 60
    apart = (days - days.shift(1).over("holder_name") > near).fill_null(value=True).cast(pl.Int32)
    clustered = drawn.with_columns(cluster=apart.cum_sum().over("holder_name"))
    placed = clustered.with_columns(
        place=pl.int_range(pl.len()).over("holder_name", "cluster"), beside=pl.len().over("holder_name", "cluster")
    )
    rows = [_mark(row, row["claim_id"] in readable) for row in placed.iter_rows(named=True)]
    first = {
        row["holder"]: row["day"] for row in sorted(rows, key=lambda row: (row["day"], row["holder"]), reverse=True)
    }
    order = sorted(first, key=lambda holder: (first[holder], holder))
    return Markup(_svg(_specification(rows, order)))  # noqa: S704 - vl-convert escapes every label


def is_thinned(marks: pl.DataFrame) -> bool:
    """Return whether the timeline leaves out some of the statements that have a day and a holder."""
    dated = _dated(marks)
    return len(_drawn(dated)) < len(dated)


def _dated(marks: pl.DataFrame) -> pl.DataFrame:
    return marks.drop_nulls(["day", "holder_name"])


def _drawn(dated: pl.DataFrame) -> pl.DataFrame:
    """Return the marks to draw: of the busiest holders, and where they are too many, the first of each period."""
    order = ["holder_name", "day", "proposition", "stance", "claim_id"]
    busiest = dated.group_by("holder_name").agg(n=pl.len()).sort("n", "holder_name", descending=[True, False])
    shown = dated.join(busiest.head(_MOST_HOLDERS), on="holder_name").sort(order)
    for every in _COARSER:
        if len(shown) > _MOST_MARKS:
            period = pl.col("day").dt.truncate(every).alias("period")
            first = ["holder_name", "stance", "hollow", "period"]
            shown = shown.with_columns(period).unique(first, keep="first", maintain_order=True)
    if len(shown) > _MOST_MARKS:
        shown = shown.sort("n", *order, descending=[True, *[False] * len(order)]).head(_MOST_MARKS)
    return shown.sort(order)


def _mark(row: dict[str, Any], is_readable: bool) -> dict[str, Any]:
    style = STYLES[row["stance"]]
    name = visible(row["holder_name"])
    told = f", told by {', '.join(row['via'])}" if row["hollow"] else ""
    basis = "said" if row["day_basis"] == "said" else "published"
    return {
        "holder": name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…",
        "day": row["day"].isoformat(),
        "day_end": (row["day_end"] or row["day"]).isoformat(),
        "stance": style.one,
        "way": "relayed only" if row["hollow"] else "heard directly",
        "about": visible(
            f"{row['holder_name']} {style.one} {row['proposition']}, {basis} {printed_day(row['day'])}{told}"
        ),
        "href": f"#c{row['claim_id']}" if is_readable else None,
        "slot": row["place"] % (_SLOTS + 1) * 2 - min(row["beside"] - 1, _SLOTS),
    }


def _specification(rows: list[dict[str, Any]], order: list[str]) -> alt.LayerChart:
    styles = [style for style in STYLES.values() if any(row["stance"] == style.one for row in rows)]
    names = [style.one for style in styles]
    colour = alt.Color("stance:N", scale=alt.Scale(domain=names, range=[style.colour for style in styles]), legend=None)
    shape = alt.Shape("stance:N", scale=alt.Scale(domain=names, range=[style.path for style in styles]), legend=None)
    across = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", padding=16),
        axis=alt.Axis(title=None, tickCount=7, format=_tick(rows), labelOverlap="greedy", labelSeparation=12),
    )
    # The browser's font is wider than the converter's: the names get the room of wide letters.
    room = 8 * max(len(holder) for holder in order)
    down = alt.Y(
        "holder:N", sort=order, axis=alt.Axis(title=None, grid=True, domain=False, ticks=False, minExtent=room)
    )
    beside = alt.YOffset("slot:Q", scale=alt.Scale(domain=[-_SLOTS, _SLOTS]))
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=across, y=down, yOffset=beside, color=colour)
    spans = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x2="day_end:T")
    points = base.encode(shape=shape, href="href:N", description="about:N")
    solid = points.transform_filter("datum.way == 'heard directly'").mark_point(size=80, filled=True, opacity=1)
    hollow = points.transform_filter("datum.way == 'relayed only'").mark_point(
        size=80, filled=False, strokeWidth=1.8, opacity=1
    )
    layers: alt.LayerChart = (
        alt.layer(spans, solid, hollow)
        .properties(width=_WIDTH, height=alt.Step(_STEP, **{"for": "position"}), background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, gridColor=RULE, domainColor=RULE, tickColor=RULE, labelFontSize=12, labelLimit=240,
            labelFont="system-ui, sans-serif",
        )
    )  # fmt: skip
    return layers


def _tick(rows: list[dict[str, Any]]) -> str:
    """Return how days are written below the chart: with the day where the whole time is short, else month and year."""
    days = [date.fromisoformat(row["day"]) for row in rows]
    return "%-d %b %Y" if (max(days) - min(days)).days <= _SHORT_TIME else "%b %Y"


def _svg(chart: alt.LayerChart) -> str:
    drawn: str = vl_convert.vegalite_to_svg(chart.to_dict())
    # The converter puts the address of its own documentation before an anchor.
    return _ANCHOR.sub(r'href="#\1"', drawn)
