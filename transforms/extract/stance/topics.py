"""What an analyst writes about a topic: its question, its propositions, its words and the people who hold them.

A topic is one TOML file in config/topics. Words are written in their dictionary form ("haven", "shut down"); upper and
lower case, plurals, tenses and hyphens do not matter. A word list is a `[[group]]` with a name, and patterns speak of
groups by that name. The group `subject` is built in: whatever names the topic's subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SUBJECT = "subject"


class PropositionKind(StrEnum):
    """Whether a proposition says how things are or what somebody must do."""

    FACTUAL = "factual"
    DEMAND = "demand"


class WordKind(StrEnum):
    """Which words of a list count."""

    NOUN = "noun"
    VERB = "verb"


class LinkKind(StrEnum):
    """How two propositions stand to each other when both are asserted."""

    CONTRADICTION = "contradiction"
    TENSION = "tension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A list of words that mean the same to this topic.

    `only` says that just nouns, or just verbs, count: "help" the noun. `own` says that a "we" of somebody whose side is
    not known may mean the group. `not_before` holds words that make a hit something else when they follow it:
    "Pakistan" in "Pakistan Today".
    """

    name: str
    words: tuple[str, ...]
    only: WordKind | None = None
    own: bool = False
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom or what the topic is about.

    - `names`: words that name it and nothing else. A sighting with one of them is named.
    - `stand_ins`: nouns that mean it after "the", "this", "that" or "its" once it was named ("the network").
    - `parts`: stand-ins that may have the name of a whole before them: "the Taliban faction".
    - `events`: nouns for what it did: "the attack" carries the subject on from the sentence before.
    - `generic`: words for a wider class ("terrorists"). A sighting with nothing better is kept but never counted.
    - `wider`: words for a class that surely includes it ("Afghan insurgent groups"): named if the article names the
      subject near by or in its headline, else generic.
    - `others`: names of other members of that class. A sentence that names only these is not about the subject.
    """

    names: tuple[str, ...]
    stand_ins: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way to say a proposition. A proposition is found where any of its patterns fits.

    - `head`: groups whose word carries the claim; stance is read at that word.
    - `must`: groups of which each has a word somewhere in the sentence. `subject` may also be carried over from before.
    - `near`: like `must`, but in the same clause as the head.
    - `place`: like `near`, and attached to the head or to what is said of it ("havens in X", "its leadership is in X").
    - `joined`: groups that must stand joined by "and" or a comma ("blames X and Y").
    - `ends`: what follows the head after "with", "to", "for" or "of" must be of one of these groups,
      after "to" or "for" of the first.
    - `may`: groups that make the sighting surer.
    - `owner`: group that the head must belong to ("the network's bases", "the presence of the network").
    - `explicit`: for demands, whether only an explicit demand counts and a bare "has not" does not.
    - `negative`: for demands, whether the head's words hold the negation already ("not allow").
    - `must_not`: groups of which none has a word in the same clause.
    - `agent`: group that must be the doer of the head where the sentence names a doer ("Pakistan provides haven").
    - `patient`: group that the head must be done to ("destroyed the network", "action against the network").
    - `doer_needed`: whether a sentence that names no doer is refused.
    - `copula`: whether the head must be where the agent is told to be ("the fighters are in X").
    - `existential`: whether "there is" must stand over the head ("there is no such network in X").
    - `place_through`: prepositions one of which the place must have ("attacks from X").
    - `place_before`: whether the place may stand in the sentence before, where the head points back ("this haven").
    - `not_agent`: groups that must not be the doer.
    - `not_through`: prepositions that the patient must not have ("cooperate against").
    - `implies`: propositions that are said along with this one (offering a haven implies that it exists).
    - `implied_by_assertion`: whether that follows from an assertion only ("does not shelter them": they may be there).
    - `confidence`: between 0 and 1.
    """

    name: str
    head: tuple[str, ...]
    must: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    agent: str | None = None
    patient: str | None = None
    owner: str | None = None
    explicit: bool = False
    negative: bool = False
    doer_needed: bool = False
    copula: bool = False
    existential: bool = False
    place_through: tuple[str, ...] = ()
    place_before: bool = False
    not_agent: tuple[str, ...] = ()
    not_through: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    implied_by_assertion: bool = False
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What it means when this proposition and another are both asserted."""

    to: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One sentence that people assert, deny, doubt or demand.

    - `presupposes`: propositions taken for granted by whoever demands this one. A demand to close the havens does not
      assert havens, and its refusal does not deny them: such sightings are marked presupposed.
    - `denied_by`: patterns that say the opposite in words of their own ("is an enemy of").
    - `positive`: sentences in which the proposition must be found, as "stance: sentence".
    - `negative`: sentences in which it must not be found as a named claim.
    """

    id: str
    kind: PropositionKind
    statement: str
    pattern: tuple[Pattern, ...]
    denied_by: tuple[Pattern, ...] = ()
    presupposes: tuple[str, ...] = ()
    link: tuple[Link, ...] = ()
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHolder:
    """Somebody who holds claims in this topic, however an article words it ("Islamabad", "Pakistani officials").

    `side` is the party to the dispute; `since` and `until` bound the days on which it holds. `collective` marks a
    country or body that others speak for: when its spokesman says that it denies something, he holds the denial.
    `papers` are nouns for what it makes and speaks through ("bill"): whatever a phrase calls one, it is the body's.
    """

    name: str
    names: tuple[str, ...]
    side: str | None = None
    collective: bool = False
    papers: tuple[str, ...] = ()
    role: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A disputed question with its propositions."""

    id: str
    title: str
    question: str
    subject: Subject
    group: tuple[Group, ...]
    proposition: tuple[Proposition, ...]
    holder: tuple[TopicHolder, ...] = ()

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of the group called `name`.

        Raises:
            KeyError: no group has that name.
        """
        return self.subject.names if name == SUBJECT else self.group_called(name).words

    def group_called(self, name: str) -> Group:
        """Return the group called `name`.

        Raises:
            KeyError: no group has that name.
        """
        for group in self.group:
            if group.name == name:
                return group
        raise KeyError(name)


def faults(topic: Topic) -> tuple[str, ...]:
    """Return what is wrong with a topic, one line each: unknown groups, unknown propositions, repeated names."""
    groups = {group.name for group in topic.group} | {SUBJECT}
    ids = {proposition.id for proposition in topic.proposition}
    found = []
    if len(ids) != len(topic.proposition):
        found.append("two propositions share an id")
    if len(groups) != len(topic.group) + 1:
        found.append("two groups share a name, or one is called 'subject'")
    for proposition in topic.proposition:
        others = {*proposition.presupposes, *(link.to for link in proposition.link)}
        for pattern in (*proposition.pattern, *proposition.denied_by):
            others |= set(pattern.implies)
            named = {
                *pattern.head,
                *pattern.must,
                *pattern.near,
                *pattern.place,
                *pattern.joined,
                *pattern.ends,
                *pattern.may,
                *pattern.must_not,
                *pattern.not_agent,
            }
            named |= {name for name in (pattern.agent, pattern.patient, pattern.owner) if name}
            found += [f"{proposition.id}, pattern {pattern.name}: no group {name!r}" for name in sorted(named - groups)]
        found += [f"{proposition.id}: no proposition {name!r}" for name in sorted(others - ids)]
    return tuple(found)
