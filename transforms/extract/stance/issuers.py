"""Whose words an unnamed spokesman or "the statement" passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import hits, is_one_of
from transforms.extract.stance.tree import path_to_root, sentence_bounds

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.phrases import Hit
    from transforms.extract.stance.scene import Scene
    from transforms.extract.stance.topics import Topic, TopicHolder

_AROUND = 9
_STEPS = 4


def spoken_for(topic: Topic, lexicon: StanceLexicon, words: list[Token]) -> TopicHolder | None:
    """Return the body whose unnamed spokesman or statement this is."""
    if not is_one_of(lexicon.reporting.mouthpieces, words[0]):
        return None
    tokens = sorted({token.i: token for token in words}.items())
    spans = [token for _, token in tokens]
    bodies = [
        (max(hit.end - hit.start for hit in found), holder)
        for holder in topic.holder
        if holder.collective and (found := hits(holder.names, spans))
    ]
    return max(bodies, key=lambda body: body[0])[1] if bodies else None


def issuer(scene: Scene, topic: Topic, lexicon: StanceLexicon, token: Token) -> TopicHolder | None:
    """Return the body that issued "the statement", or whose is "the spokesman", by what was last said of it."""
    if not is_one_of(lexicon.reporting.mouthpieces, token):
        return None
    earlier = [other for other in scene.parse[: token.i] if is_one_of(lexicon.reporting.mouthpieces, other)]
    for other in reversed(earlier):
        around = [word for word in scene.parse[slice(*sentence_bounds(other))] if abs(word.i - other.i) <= _AROUND]
        near = [
            (abs(hit.root - other.i), holder.name, holder)
            for holder in topic.holder
            if holder.collective
            for hit in hits(holder.names, around)
            if _is_office(scene, hit) or _belongs(scene.parse[hit.root], other)
        ]
        if near:
            return min(near, key=lambda row: row[:2])[2]
    return _last_body(scene, topic, token)


def _is_office(scene: Scene, hit: Hit) -> bool:
    """Say whether a body's name is that of an office or service, not of a country."""
    return not any(word.ent_type_ in {"GPE", "LOC"} or word.pos_ == "ADJ" for word in scene.parse[hit.start : hit.end])


def _belongs(country: Token, mouthpiece: Token) -> bool:
    """Say whether a country is the one whose statement or spokesman it is, not only one that is spoken of."""
    return any(node.i == mouthpiece.i for node in path_to_root(country)[:_STEPS])


def _last_body(scene: Scene, topic: Topic, token: Token) -> TopicHolder | None:
    """Return the office named last before "the spokesman"; a country is none."""
    found = [
        (hit.start, holder.name, holder)
        for holder in topic.holder
        if holder.collective
        for hit in hits(holder.names, scene.parse[: sentence_bounds(token)[0]])
        if _is_office(scene, hit)
    ]
    return max(found, key=lambda row: row[:2])[2] if found else None
