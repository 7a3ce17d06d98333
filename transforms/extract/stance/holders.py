"""Who acts in a cue: from quotes, mentions and noun phrases to parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.issuers import issuer, spoken_for
from transforms.extract.stance.joint import examples_of, is_open, members_of, nations_of
from transforms.extract.stance.leads import ANONYMOUS, named_alike, named_below, named_later, named_next
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.parties import NOBODY, Party, clean, named, outlet
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.scene import Scene, referents
from transforms.extract.stance.tree import lowers, owner_of, phrase
from transforms.records import EntityType, HolderKind, Mention, MentionKind, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.topics import Topic

_SHORT = 3
_SELF = frozenset({"i", "we", "my", "our"})
_SPEAKING_ON = frozenset({"he", "she"})
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "which", "that", "we", "i", "him", "her", "them", "his", "their", "its"}
    | {"one", "what", "this", "others", "some", "many", "few", "my", "our"}
)


def parties_of(scene: Scene, topic: Topic, lexicon: StanceLexicon, cue: Cue) -> tuple[Party, ...]:
    """Return who acts in a cue, several for joint holders; nobody where the text names nobody."""
    if cue.quote is not None and cue.quote.speaker and _is_anonymous(scene, cue.quote):
        return (named(scene, topic, cue.quote.speaker, None),)
    several = tuple(_joint(scene, topic, lexicon, cue))
    parties = several or _single(scene, topic, lexicon, cue)
    unique = {(party.name, party.entity): party for party in parties if party.name}
    return tuple(unique.values()) or (NOBODY,)


def _single(scene: Scene, topic: Topic, lexicon: StanceLexicon, cue: Cue) -> list[Party]:
    """Return who acts alone in a cue, or the speakers that its quote has: nobody where the text names nobody."""
    parties: list[Party] = []
    person = _person_in(scene, cue.quote) if cue.quote is not None else None
    if cue.holder is not None:
        person = _named_by(scene, scene.parse[cue.holder]) or person
    if person is not None:
        parties = [_of_entity(scene, topic, person)]
    elif cue.quote is not None and cue.quote.speakers and not _is_somebody_of(scene, cue.quote):
        parties = [_of_entity(scene, topic, entity) for entity in cue.quote.speakers if entity in scene.entities]
    if not parties and cue.holder is not None:
        parties = list(_of_token(scene, topic, lexicon, scene.parse[cue.holder]))
    if not parties and cue.quote is not None and cue.quote.speaker and cue.quote.speaker.lower() not in _PRONOUNS:
        parties = [named(scene, topic, cue.quote.speaker, None)]
    if not parties and cue.quote is not None and (cue.quote.speaker or "").lower() in _SPEAKING_ON:
        parties = list(_last_speaker(scene, topic, lexicon, cue.quote))
    return parties


def _joint(scene: Scene, topic: Topic, lexicon: StanceLexicon, cue: Cue) -> Iterator[Party]:
    """Yield several holders of one utterance: the quote's speakers where it found as many, else each noun's."""
    if cue.holder is None:
        return
    token = scene.parse[cue.holder]
    if lowers(token) in _SELF and cue.quote is None:
        yield outlet(scene)
        return
    example = next(examples_of(scene, token), None) if is_open(scene, token) else None
    if example is not None:
        # "Officials, including Jane Doe" are she and others.
        yield from _of_noun(scene, topic, lexicon, token)
        yield _of_entity(scene, topic, example)
        return
    nations = nations_of(scene, topic, token)
    members = members_of(scene, token)
    speakers = [one for one in cue.quote.speakers if one in scene.entities] if cue.quote is not None else []
    if nations:
        yield from nations
    elif len(members) > 1 and len(speakers) >= len(members):
        yield from (_of_entity(scene, topic, entity) for entity in speakers)
    elif len(members) > 1:
        for member in members:
            yield from _of_member(scene, topic, lexicon, member)


def _of_member(scene: Scene, topic: Topic, lexicon: StanceLexicon, token: Token) -> Iterator[Party]:
    """Yield who one of several joint holders is: the person it names, else whoever stands behind it."""
    person = _named_by(scene, token)
    if person is not None:
        yield _of_entity(scene, topic, person)
    else:
        yield from _of_noun(scene, topic, lexicon, token)


def _is_anonymous(scene: Scene, quote: Quote) -> bool:
    """Say whether the sentence that names a quote's source keeps his name back ("asking not to be named")."""
    if quote.speaker_start is None or quote.speaker_end is None or _person_in(scene, quote) is not None:
        return False
    source = scene.parse.char_span(quote.speaker_start, quote.speaker_end, alignment_mode="expand")
    if source is None or source.root.pos_ != "NOUN":
        return False
    return ANONYMOUS.search(scene.sentences[scene.sentence_of(source.root)].text) is not None


def _named_by(scene: Scene, token: Token) -> int | None:
    """Return the person that the subject of a verb names, and "who" points to, however the quote was read."""
    if lowers(token) == "who":
        sentence = scene.sentences[scene.sentence_of(token)]
        names = [mention for word in sentence if word.i < token.i for mention in scene.by_token.get(word.i, ())]
    else:
        names = list(scene.by_token.get(token.i, ()))
    people = [mention.entity_id for mention in names if _is_person(mention) and mention.entity_id in scene.entities]
    return people[-1] if people else None


def _last_speaker(scene: Scene, topic: Topic, lexicon: StanceLexicon, quote: Quote) -> Iterator[Party]:
    """Yield who was quoted last before a "he said" that nothing else resolves: reports go on with one speaker."""
    earlier = [other for other in scene.quotes if other.start < quote.start and other.speaker_start is not None]
    for other in reversed(earlier):
        if (other.speaker or "").lower() in _PRONOUNS or other.speaker_start is None or other.speaker_end is None:
            continue
        source = scene.parse.char_span(other.speaker_start, other.speaker_end, alignment_mode="expand")
        if source is not None:
            cue = Cue(operator=Operator.REPORT, start=0, end=0, on=0, holder=source.root.i, quote=other)
            yield from parties_of(scene, topic, lexicon, cue)
        return


def _of_entity(scene: Scene, topic: Topic, entity: int) -> Party:
    return named(scene, topic, scene.entities[entity].name, entity)


def _of_token(scene: Scene, topic: Topic, lexicon: StanceLexicon, token: Token) -> Iterator[Party]:
    """Yield who stands behind a noun phrase: its mention's entities, a statement's issuer, its own words."""
    for member in members_of(scene, token):
        yield from _of_noun(scene, topic, lexicon, member)


def _of_noun(scene: Scene, topic: Topic, lexicon: StanceLexicon, noun: Token) -> Iterator[Party]:
    """Yield who stands behind one noun, whatever is joined to it."""
    mention = _mention(scene, noun)
    ids = [entity for entity in referents(mention) if entity in scene.entities] if mention is not None else []
    owner = owner_of(noun) if is_one_of(lexicon.reporting.claim_nouns, noun) else None
    if ids:
        yield from (_of_entity(scene, topic, entity) for entity in ids)
    elif owner is not None:
        yield from _of_token(scene, topic, lexicon, owner)
    elif noun.lower_ not in _PRONOUNS:
        yield _described(scene, topic, lexicon, noun)


def _is_person(mention: Mention) -> bool:
    return mention.type is EntityType.PERSON and mention.kind is MentionKind.NAME


def _person_in(scene: Scene, quote: Quote) -> int | None:
    """Return the person that a quote's source names, whatever else stands in it; None where it names several."""
    if quote.speaker_start is None or quote.speaker_end is None:
        return None
    people = {
        mention.entity_id
        for mention in scene.mentions
        if _is_person(mention)
        and mention.entity_id is not None
        and quote.speaker_start <= mention.start
        and mention.end <= quote.speaker_end
    }
    return people.pop() if len(people) == 1 and people <= scene.entities.keys() else None


def _is_somebody_of(scene: Scene, quote: Quote) -> bool:
    """Say whether the source is only described by a country ("a top US general"), which is not who speaks."""
    types = {scene.entities[entity].type for entity in quote.speakers if entity in scene.entities}
    is_one = (quote.speaker or "").lower().startswith(("a ", "an ", "one "))
    words = clean(quote.speaker or "").split()
    is_described = any(word.islower() and len(word) > _SHORT for word in words)
    return is_described and (types == {EntityType.LOC} or (is_one and EntityType.PERSON not in types))


def _described(scene: Scene, topic: Topic, lexicon: StanceLexicon, token: Token) -> Party:
    """Return who a noun phrase describes: the person named in it or in apposition, else its own words."""
    first, last = phrase(token)
    beside = [child for child in token.children if child.dep_.split(":")[0] in {"appos", "flat", "nmod", "compound"}]
    for near in (*scene.parse[first:last], *beside):
        for mention in scene.by_token.get(near.i, ()):
            # "Spokesman Mark Toner" is Toner; "Obama administration official" is not Obama.
            if _is_person(mention) and mention.end > token.idx and mention.entity_id in scene.entities:
                return _of_entity(scene, topic, mention.entity_id)
    example = next(examples_of(scene, token), None)
    if example is not None:
        return _of_entity(scene, topic, example)
    readings = (named_below, named_later, named_alike, named_next)
    person = next((party for read in readings if (party := read(scene, topic, token)) is not None), None)
    if person is not None:
        return person
    body = spoken_for(topic, lexicon, [token, *token.subtree]) or issuer(scene, topic, lexicon, token)
    if body is not None:
        return Party(name=body.name, entity=None, kind=HolderKind.ENTITY, side=body.side)
    return named(scene, topic, scene.parse[first:last].text, None)


def _mention(scene: Scene, token: Token) -> Mention | None:
    """Return the mention that covers a token: one by name before a role, the longer one first."""
    covering = scene.by_token.get(token.i, ())
    linked = [mention for mention in covering if referents(mention)]
    rank = {
        MentionKind.NAME: 0,
        MentionKind.DOCUMENT: 1,
        MentionKind.NOMINAL: 1,
        MentionKind.PRONOUN: 1,
        MentionKind.ROLE: 2,
    }
    return min(linked, key=lambda mention: (rank[mention.kind], mention.start - mention.end), default=None)
