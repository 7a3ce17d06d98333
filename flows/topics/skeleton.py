"""The topic file that a new topic starts from: valid, empty, and explained line by line."""

from __future__ import annotations

import json

_SKELETON = """\
# A topic: one disputed question. Fill in what is empty, then ask what is left:
#   hearsay topic check {name}      what is empty, what is wrong, which example sentences do not hold
#   hearsay topic try {name}        hits and near misses in the texts that you have
# docs/topics.md explains every step. Write words in dictionary form ("reservoir", "shut down"); capitals, plurals,
# tenses and hyphens do not matter. As long as the lists below are empty nothing is found.
id = "{name}"
title = {title}
# The question, as one sentence that people answer differently.
question = {question}

# Whom or what it is about.
[subject]
# Words that name it and nothing else.
names = []
# Nouns that mean it after "the", "this" or "its", once it was named ("the dam").
stand_ins = []
# Words for a wider class. A sighting with nothing better is kept but never counted.
generic = []
# Names of other members of that class. A sentence that names only these is not about the subject.
others = []

# --- word lists: one [[group]] for each idea; the group "subject" is built in -------------------------------------

# The words that carry the claim. For verbs only, add: only = "verb"; for nouns only: only = "noun"
[[group]]
name = "deed"
words = []

# Who is said to do it, or where it is, or what it is done to: whatever must stand with the deed.
[[group]]
name = "doer"
words = []

# --- who speaks here (may be left out) ----------------------------------------------------------------------------

# [[holder]]
# name = "Government of ..."
# names = ["...", "..."]         # however an article words it
# side = "..."                   # the party to the dispute
# collective = true              # others speak for it

# --- the propositions: one sentence each that people assert, deny, doubt or demand ---------------------------------

[[proposition]]
id = "P1"
# "factual" says how things are, "demand" what somebody must do.
kind = "factual"
statement = ""
# Sentences of your own in which it must be found: "asserts: ...", "denies: ...", "doubts: ...", for a demand
# "demands: ...", "commits: ...", "rejects-demand: ...".
positive = []
# Sentences that look like it and must not be found.
negative = []

# One way to say it. Stance is read at the head; every group in must has a word somewhere in the sentence, every
# group in near a word in the same clause; agent says who must be the doer where the sentence names one.
[[proposition.pattern]]
name = "deed"
head = ["deed"]
must = ["subject"]
near = ["doer"]
# agent = "doer"

# What it means when this proposition and another are both asserted: "contradiction" or "tension".
# [[proposition.link]]
# to = "P2"
# kind = "tension"
"""


def skeleton(name: str, question: str) -> str:
    """Return the text of a new topic file."""
    title = name.replace("_", " ").replace("-", " ").capitalize()
    return _SKELETON.format(name=name, title=_quoted(title), question=_quoted(question))


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
