"""Score the quotes step against a gold file: `python -m benchmarks.quotes GOLD.jsonl --scorer score_quotes.py`.

Each gold line is one document: `{"doc_id", "text", "quotes": [...]}`. The text is read and annotated with the project's
own configuration, the predictions are written where `--output` says, and the given scorer counts. Beside its figures
stand recall and speaker accuracy by phenomenon, and with `--reliability` how many quotes of each stated confidence are
right. `--calibrate` prints the two confidence tables of config/lexicon/cues.toml as measured on this gold.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.configuration import load_toml
from transforms.extract.attribution.lexicon import CueLexicon
from transforms.extract.entities import find_entities
from transforms.extract.naming.known import KnownEntities
from transforms.extract.quotes import find_quotes, quote_row
from transforms.language.load import LanguageSettings, load
from transforms.records import Document, QuoteKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from spacy.tokens import Doc

Row = dict[str, Any]
Pair = tuple[Row, Row | None, bool]  # a gold quote, the prediction that matches it, whether its speaker is right

CONFIG = Path(__file__).parents[1] / "config"
_FEWEST = 12  # quotes of a rule from which its share of right ones is worth a line of its own
_LONG_SPEAKER = 5  # words


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotate(
    rows: Iterable[Row], parse: Callable[[list[str]], Iterable[Doc]]
) -> Iterator[tuple[Row, list[Row], float]]:
    """Yield each gold document with our quotes and the seconds that the quotes step took."""
    known = load_toml(CONFIG / "entities.toml", KnownEntities)
    lexicon = load_toml(CONFIG / "lexicon" / "cues.toml", CueLexicon)
    listed = list(rows)
    for row, doc in zip(listed, parse([row["text"] for row in listed]), strict=True):
        body = row["text"].find("\n\n")
        document = Document(version_id=1, text=doc.text, body_start=max(body, 0), outlet=row.get("publisher"))
        found = find_entities(document, doc, known)
        began = time.perf_counter()
        quotes = find_quotes(document, doc, found, lexicon)
        took = time.perf_counter() - began
        yield row, [quote_row(quote, document, found) for quote in quotes if quote.kind is not QuoteKind.TERM], took


def pairs_of(scorer: ModuleType, text: str, gold: list[Row], predicted: list[Row]) -> list[Pair]:
    """Return every gold quote with the prediction that matches it, and whether that names the speaker."""
    ours, theirs = scorer.prep(text, predicted, "quote", False), scorer.prep(text, gold, "quote", True)
    matched = {first: second for first, second, _ in scorer.match(theirs, ours, 0.5)}
    return [
        (item["q"], ours[matched[number]]["q"], scorer.mention_ok(text, item, ours[matched[number]]))
        if number in matched
        else (item["q"], None, False)
        for number, item in enumerate(theirs)
    ]


def phenomena(row: Row, text: str) -> Iterator[str]:
    """Yield the kinds of difficulty that a gold quote has."""
    yield row["type"]
    speaker, cue = row.get("speaker_text") or "", row.get("cue_text") or ""
    spans, place = row["spans"], row.get("speaker") or []
    said = " ".join(text[start:end] for start, end in spans)
    tests = {
        "anaphoric speaker": bool(speaker) and not re.search("[A-Z]", speaker.replace("The ", "the ", 1)),
        "pronoun speaker": speaker.lower() in {"he", "she", "they", "it", "who", "which", "we"},
        "speaker after content": bool(place) and place[0][0] >= spans[-1][1],
        "no speaker named": not place,
        "multi-word cue": len(cue.split()) > 1,
        "long speaker span": len(speaker.split()) >= _LONG_SPEAKER,
        "multi-sentence": bool(re.search(r"[.!?][\"”’']? +[\"“‘']?[A-Z]", said)),
        "discontinuous": len(spans) > 1,
    }
    yield from (name for name, holds in tests.items() if holds)


def phenomena_table(pairs: list[tuple[Pair, str]]) -> str:
    """Return recall and speaker accuracy by phenomenon as a Markdown table; gold that is no speech is left out."""
    total, found, right = Counter[str](), Counter[str](), Counter[str]()
    for (gold, ours, named), text in pairs:
        for name in phenomena(gold, text) if gold.get("speech", True) else ():
            total[name] += 1
            found[name] += ours is not None
            right[name] += named
    lines = ["| phenomenon | gold | recall | speaker accuracy | both |", "|---|---|---|---|---|"]
    for name, count in total.most_common():
        accuracy = 100 * right[name] / max(found[name], 1)
        recall, both = 100 * found[name] / count, 100 * right[name] / count
        lines.append(f"| {name} | {count} | {recall:.1f} | {accuracy:.1f} | {both:.1f} |")
    return "\n".join(lines)


def reliability_table(judged: list[tuple[Row, bool, bool]]) -> str:
    """Return for each band of stated confidence how many quotes are right, and of the found ones how many speakers."""
    bands: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, right, named in judged:
        for kind, value in (("quote", row["confidence"]), ("speaker", row["speaker_confidence"])):
            if value is None or (kind == "speaker" and not right):
                continue
            band = bands[f"{kind} {min(int(value * 10), 9) / 10:.1f}"]
            band["n"] += 1
            band["stated"] += round(1000 * value)
            band["right"] += right if kind == "quote" else named
    lines = ["| stated | n | mean stated | right |", "|---|---|---|---|"]
    for name, band in sorted(bands.items()):
        count = band["n"]
        lines.append(f"| {name} | {count} | {band['stated'] / 1000 / count:.2f} | {band['right'] / count:.2f} |")
    return "\n".join(lines)


def confidence_tables(judged: list[tuple[Row, bool, bool]]) -> str:
    """Return the measured shares as TOML, each with two thirds of a quote added so that no share is 0 or 1."""
    quotes: defaultdict[str, list[bool]] = defaultdict(list)
    speakers: defaultdict[str, list[bool]] = defaultdict(list)
    for row, right, named in judged:
        rule = row["rule"] if row["cue"] is None or row["cue_known"] else "unknown-verb"
        names = [rule, f"{rule} {row['cue_class']}", f"{rule} {row['type']}"]
        for name in ["nested", f"nested {row['cue_class']}"] if row["nested"] else names:
            quotes[name].append(right)
        if right and row["speaker_rule"]:
            speakers[row["speaker_rule"].partition("/")[0]].append(named)
    return "\n".join(["[confidence]", *_shares(quotes), "", "[speaker_confidence]", *_shares(speakers)])


def _shares(table: dict[str, list[bool]]) -> Iterator[str]:
    for name, rights in sorted(table.items()):
        if len(rights) >= _FEWEST or " " not in name:
            yield f'"{name}" = {(sum(rights) + 1.4) / (len(rights) + 2):.2f}'


def judge(scorer: ModuleType, row: Row, predicted: list[Row]) -> list[tuple[Row, bool, bool]]:
    """Return every predicted quote with whether it and its speaker are right."""
    matched = {id(ours): named for _, ours, named in pairs_of(scorer, row["text"], row["quotes"], predicted) if ours}
    return [(ours, id(ours) in matched, matched.get(id(ours), False)) for ours in predicted]


def main(arguments: list[str]) -> None:
    """Annotate, write, score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--reliability", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--flat", action="store_true", help="the gold has no quotes in quotes: do not judge ours")
    options = parser.parse_args(arguments)
    scorer = load_scorer(options.scorer)
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    nlp = load(LanguageSettings())
    done = list(annotate(rows, nlp.pipe))
    gold = {row["doc_id"]: row for row in rows}
    predicted = {row["doc_id"]: {"quotes": quotes} for row, quotes, _ in done}
    if options.output:
        lines = (json.dumps({"doc_id": name, **quotes}) + "\n" for name, quotes in predicted.items())
        options.output.write_text("".join(lines), "utf-8")
    figures, _ = scorer.score(gold, predicted, "speech")
    print(json.dumps(figures, indent=1))
    articles = sum(len(row["text"].split()) for row in rows) / 500
    print(f"{articles / sum(took for *_, took in done):.0f} articles of 500 words a second")
    pairs = [
        (pair, row["text"]) for row, quotes, _ in done for pair in pairs_of(scorer, row["text"], row["quotes"], quotes)
    ]
    print(phenomena_table(pairs))
    judged = [verdict for row, quotes, _ in done for verdict in judge(scorer, row, quotes)]
    judged = [verdict for verdict in judged if not (options.flat and verdict[0]["nested"])]
    if options.reliability:
        print(reliability_table(judged))
    if options.calibrate:
        print(confidence_tables(judged))


if __name__ == "__main__":
    main(sys.argv[1:])
