"""Measure how pronouns are linked, on our own labels of GUM documents, and how quoted speakers are resolved.

    python -m benchmarks.coreference ../shared [--parse treebank|pipeline] [--errors]

`coreference.tsv` beside this file says whom each third-person pronoun means. With `--parse treebank` the trees and
names are the treebank's own, which measures the resolver alone; with `--parse pipeline` they are those of the shipped
pipeline (which has trained on these documents, so read its figures as an upper bound).
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, Span

from flows.configuration import load_toml
from transforms.extract.entities import FoundEntities, find_entities
from transforms.extract.naming.known import KnownEntities
from transforms.extract.naming.vocabulary import (
    FEMALE_PRONOUNS,
    MALE_PRONOUNS,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
)
from transforms.language.load import LanguageSettings, load
from transforms.language.passages import gold_document, whole_documents
from transforms.language.treebank import read_treebank
from transforms.records import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
LABELS = Path(__file__).with_suffix(".tsv")
CLASSES = {
    **dict.fromkeys(MALE_PRONOUNS | FEMALE_PRONOUNS, "he/she"),
    **dict.fromkeys(PLURAL_PRONOUNS, "they"),
    **dict.fromkeys(NEUTER_PRONOUNS, "it"),
}
OPEN = "-"


def main() -> None:
    """Print accuracy by kind of pronoun, precision by confidence, and the share of speakers resolved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--parse", choices=["treebank", "pipeline"], default="treebank")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    known = load_toml(ROOT / "config" / "entities.toml", KnownEntities)
    gold = treebank_documents(options.shared / "corpora")
    nlp = load(LanguageSettings()) if options.parse == "pipeline" else None

    def parse(name: str) -> Doc:
        return gold[name] if nlp is None else nlp(gold[name].text)

    for part in ("study", "fresh"):
        print(f"pronouns, {part} documents, parse by {options.parse}")
        pronouns(parse, part, known, errors=options.errors)
    speakers(parse, gold, known, options.shared / "eval/quotes/gold/dev/gum_news_dev.jsonl", errors=options.errors)


def pronouns(parse: Callable[[str], Doc], part: str, known: KnownEntities, *, errors: bool) -> None:
    """Print how many pronouns are linked, and how many of these rightly."""
    counts: Counter[tuple[str, str]] = Counter()
    for name, expected in labelled(part):
        doc = parse(name)
        found = find(doc, known)
        tokens = [token for token in doc if token.lower_ in CLASSES]
        for token, wanted in zip(tokens, expected, strict=True):
            answer, confidence = answered(found, token.idx)
            band = f"{min(confidence, 0.99):.1f}"[:3]
            for kind in ("all", CLASSES[token.lower_]):
                counts[kind, "all"] += 1
                counts[kind, "named"] += wanted != OPEN
                counts[kind, "linked"] += answer != OPEN
                counts[kind, "right"] += answer == wanted != OPEN
                counts[kind, "as labelled"] += answer == wanted
            if answer != OPEN:
                counts["band " + band, "linked"] += 1
                counts["band " + band, "right"] += answer == wanted
            if errors and answer != wanted:
                print(f"  {name} {token.idx} {token.text}: wanted {wanted}, got {answer} at {confidence:.2f}")
    for kind in ("all", "he/she", "they", "it"):
        row = {key: counts[kind, key] for key in ("all", "named", "linked", "right", "as labelled")}
        precision, recall = row["right"] / max(1, row["linked"]), row["right"] / max(1, row["named"])
        agreement = row["as labelled"] / max(1, row["all"])
        print(
            f"{kind:7s} n {row['all']:4d}  precision {precision:.1%}  recall {recall:.1%}  as labelled {agreement:.1%}"
        )
    for band in sorted({kind for kind, _ in counts if kind.startswith("band")}):
        print(f"{band}: {counts[band, 'right']} of {counts[band, 'linked']} right")


def speakers(
    parse: Callable[[str], Doc], gold: dict[str, Doc], known: KnownEntities, path: Path, *, errors: bool
) -> None:
    """Print the share of gold speakers whose mention leads to a name that the gold gives, as score_quotes.py counts."""
    counts: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        name = row["doc_id"].partition("/")[2]
        if name not in gold:
            continue
        found = find(parse(name), known)
        for quote in row["quotes"]:
            if not quote["speaker_entity"] or not quote["speaker"]:
                continue
            names = {last_word(one) for one in quote["speaker_entity"]}
            got = speaker_names(found, quote["speaker"][0]) or {last_word(quote["speaker_text"])}
            is_anaphoric = quote["speaker_pron"] or not re.search(r"[A-Z]", quote["speaker_text"])
            for kind in ("all", "anaphoric") if is_anaphoric else ("all",):
                counts[kind] += 1
                counts[kind + " right"] += bool(names & got)
            if errors and not names & got:
                print(f"  {name} {quote['speaker']} {quote['speaker_text']}: wanted {names}, got {got}")
    for kind in ("all", "anaphoric"):
        print(f"speakers {kind}: {counts[kind + ' right']} of {counts[kind]} right")


def labelled(part: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each labelled document of a part with the answers to its pronouns in order."""
    for line in LABELS.read_text("utf-8").splitlines():
        if line.startswith(part):
            _, name, answers = line.split("\t")
            yield name, ["+".join(sorted(answer.lower().split("+"))) for answer in answers.split()]


def find(doc: Doc, known: KnownEntities) -> FoundEntities:
    """Return the entities of a parsed document."""
    return find_entities(Document(version_id=0, text=doc.text), doc, known)


def answered(found: FoundEntities, start: int) -> tuple[str, float]:
    """Return whom the mention at an offset means, by last words of names, and how sure that is."""
    mention = next((one for one in found.mentions if one.start == start), None)
    if mention is None:
        return OPEN, 0.0
    names = {entity.entity_id: entity.name for entity in found.entities}
    ids = mention.members or ((mention.entity_id,) if mention.entity_id is not None else ())
    return "+".join(sorted(last_word(names[one]) for one in ids)) or OPEN, mention.confidence


def speaker_names(found: FoundEntities, span: list[int]) -> set[str]:
    """Return the last words of whom the mentions inside a speaker's span mean: a person first, else the first body."""
    names = {entity.entity_id: entity for entity in found.entities}
    inside = [one for one in found.mentions if one.start < span[1] and span[0] < one.end]
    linked = [one for one in inside if one.entity_id is not None or one.members]
    linked.sort(key=lambda one: (one.type != "PERSON", one.start))
    ids = [linked[0].entity_id, *linked[0].members] if linked else []
    return {last_word(names[one].name) for one in ids if one is not None}


def last_word(name: str) -> str:
    """Return the last word of a name in lower case, numerals of kings left out."""
    words = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", re.sub(r"['’]s\b", "", name))
    kept = [word for word in words if word != "I"]
    return kept[-1].lower() if kept else ""


def treebank_documents(corpora: Path) -> dict[str, Doc]:
    """Return GUM's open documents with the treebank's own trees and names."""
    vocab = spacy.blank("en").vocab
    documents: dict[str, Doc] = {}
    for split in ("dev", "train"):
        runs = whole_documents(read_treebank(corpora / "ud" / f"gumopen-{split}.conllu"))
        named = tagged_tokens(corpora / "ner" / f"gumopen_ner-{split}.iob2")
        text = "".join(form for form, _ in named)
        starts = [0]
        for form, _ in named:
            starts.append(starts[-1] + len(form))
        for run in runs:
            doc = gold_document(vocab, run)
            place = text.find("".join(token.text for token in doc if not token.is_space))
            if place >= 0:
                doc.ents = list(names_of(doc, named, starts, place))
            documents[run[0].document] = doc
    return documents


def tagged_tokens(path: Path) -> list[tuple[str, str]]:
    """Return (form, tag) of every token of an IOB2 file."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return [(row[0], row[1]) for row in rows]


def names_of(doc: Doc, named: list[tuple[str, str]], starts: list[int], place: int) -> Iterator[Span]:
    """Yield the document's names, found through the characters that both tokenizations share."""
    first, label = None, ""
    for token in doc:
        if token.is_space:
            continue
        index = bisect_right(starts, place) - 1
        tag = named[index][1]
        begins = tag.startswith("B-") and starts[index] == place
        if first is not None and (begins or tag == "O"):
            yield Span(doc, first, token.i, label=label)
            first = None
        if begins:
            first, label = token.i, tag[2:]
        place += len(token.text)
    if first is not None:
        yield Span(doc, first, len(doc), label=label)


if __name__ == "__main__":
    main()
