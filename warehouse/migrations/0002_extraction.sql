-- What the extraction steps found. Every row points at the characters that prove it.

create table step_run (
    version_id bigint not null,
    step varchar not null,
    step_version varchar not null,
    run_id varchar not null,
    rows integer not null,
    primary key (version_id, step)
);
comment on table step_run is 'Which steps an article version has been through, and in which version of the step.';
comment on column step_run.version_id is 'The article version.';
comment on column step_run.step is 'entities, quotes, dates or claims.';
comment on column step_run.step_version is 'The step''s version with a hash of the configuration and the steps it stands on.';
comment on column step_run.run_id is 'The run that did it.';
comment on column step_run.rows is 'How many rows it found; 0 is a result, not a failure.';

create table entity (
    entity_id bigint primary key,
    name varchar not null,
    type varchar not null,
    is_known boolean not null
);
comment on table entity is 'Somebody or something that is mentioned, one id across all articles.';
comment on column entity.entity_id is 'Derived from the known name, or from type and full name.';
comment on column entity.name is 'Canonical name.';
comment on column entity.type is 'PERSON, ORG, LOC, NORP, EVENT, FAC or WORK.';
comment on column entity.is_known is 'True where config/entities.toml lists it.';

create table mention (
    mention_id bigint not null,
    version_id bigint not null,
    "start" integer not null,
    "end" integer not null,
    surface varchar not null,
    kind varchar not null,
    type varchar not null,
    entity_id bigint,
    members bigint[] not null,
    linked_by varchar,
    rule varchar not null,
    confidence double not null
);
comment on table mention is 'A span of text that refers to an entity.';
comment on column mention.mention_id is 'Derived from version and span.';
comment on column mention.version_id is 'The article version.';
comment on column mention."start" is 'First code point.';
comment on column mention."end" is 'One past the last code point.';
comment on column mention.surface is 'The words.';
comment on column mention.kind is 'name, nominal, pronoun, role or document.';
comment on column mention.type is 'Type of what it refers to.';
comment on column mention.entity_id is 'The entity; NULL where nothing decides it.';
comment on column mention.members is 'The entities of a group mention such as "the two envoys".';
comment on column mention.linked_by is 'The rule that chose the entity.';
comment on column mention.rule is 'The rule or model that found the span.';
comment on column mention.confidence is 'Between 0 and 1.';

create table quote (
    quote_id bigint not null,
    version_id bigint not null,
    spans struct("start" integer, "end" integer)[] not null,
    "start" integer not null,
    "end" integer not null,
    kind varchar not null,
    cue_start integer,
    cue_end integer,
    cue varchar,
    cue_class varchar not null,
    cue_known boolean not null,
    negated boolean not null,
    speaker_start integer,
    speaker_end integer,
    speaker varchar,
    speakers bigint[] not null,
    speaker_rule varchar,
    speaker_confidence double,
    via varchar,
    parent_id bigint,
    engine varchar not null,
    rule varchar not null,
    confidence double not null
);
comment on table quote is 'Words that an article attributes to somebody.';
comment on column quote.quote_id is 'Derived from version, spans, cue and speaker.';
comment on column quote.version_id is 'The article version.';
comment on column quote.spans is 'The content; several spans where a reporting clause interrupts it.';
comment on column quote."start" is 'First code point of the first span.';
comment on column quote."end" is 'One past the last code point of the last span.';
comment on column quote.kind is 'direct, indirect, mixed, or term (a quoted word, not speech).';
comment on column quote.cue_start is 'First code point of the reporting cue.';
comment on column quote.cue_end is 'One past its last code point.';
comment on column quote.cue is 'The cue''s words.';
comment on column quote.cue_class is 'What the cue does: neutral, assertive, denial, demand, hedge, belief, ...';
comment on column quote.cue_known is 'False where the cue is not in config/lexicon and was found by its syntax.';
comment on column quote.negated is 'True for "did not say".';
comment on column quote.speaker_start is 'First code point of the mention the text names as source.';
comment on column quote.speaker_end is 'One past its last code point.';
comment on column quote.speaker is 'That mention''s words; NULL rather than a guess.';
comment on column quote.speakers is 'Entities that stand behind the mention; several for joint speakers.';
comment on column quote.speaker_rule is 'The rule that chose the speaker.';
comment on column quote.speaker_confidence is 'Between 0 and 1, calibrated; NULL without a speaker.';
comment on column quote.via is 'The document or person that relays the words.';
comment on column quote.parent_id is 'The quote this one is nested in.';
comment on column quote.engine is 'rules, or the name of the model.';
comment on column quote.rule is 'The rule that found the content.';
comment on column quote.confidence is 'Between 0 and 1.';

create table date_mention (
    date_id bigint not null,
    version_id bigint not null,
    "start" integer not null,
    "end" integer not null,
    surface varchar not null,
    type varchar not null,
    value varchar not null,
    mod varchar,
    granularity varchar not null,
    interval_start date,
    interval_end date,
    fuzzy_start date,
    fuzzy_end date,
    anchor varchar not null,
    anchor_date date,
    alternative varchar,
    calendar varchar not null,
    rule varchar not null,
    confidence double not null
);
comment on table date_mention is 'A temporal expression, in TIMEX3 terms (ISO-TimeML).';
comment on column date_mention.date_id is 'Derived from version and span.';
comment on column date_mention.version_id is 'The article version.';
comment on column date_mention."start" is 'First code point.';
comment on column date_mention."end" is 'One past the last code point.';
comment on column date_mention.surface is 'The words.';
comment on column date_mention.type is 'DATE, TIME, DURATION or SET.';
comment on column date_mention.value is 'TIMEX3 value; X marks what the text leaves open.';
comment on column date_mention.mod is 'TIMEX3 modifier: START, MID, END, APPROX, ...';
comment on column date_mention.granularity is 'day, week, month, quarter, year, ... or ref for "recently".';
comment on column date_mention.interval_start is 'First day covered; NULL where unresolved.';
comment on column date_mention.interval_end is 'First day no longer covered.';
comment on column date_mention.fuzzy_start is 'First day that "early" or "about" leaves likely.';
comment on column date_mention.fuzzy_end is 'First day after that.';
comment on column date_mention.anchor is 'What it was resolved against: dct, mention, quote or none.';
comment on column date_mention.anchor_date is 'The day it was resolved against.';
comment on column date_mention.alternative is 'Value of the other reading, where there is one.';
comment on column date_mention.calendar is 'gregorian, hijri-solar or hijri-lunar.';
comment on column date_mention.rule is 'The rule that found it.';
comment on column date_mention.confidence is 'Between 0 and 1.';

create table topic (
    topic varchar primary key,
    question varchar not null
);
comment on table topic is 'A disputed question, as config/topics describes it.';
comment on column topic.topic is 'Short name: the file''s name.';
comment on column topic.question is 'The question in words.';

create table proposition (
    topic varchar not null,
    proposition varchar not null,
    statement varchar not null,
    kind varchar not null,
    primary key (topic, proposition)
);
comment on table proposition is 'A statement that holders assert, deny, doubt or demand.';
comment on column proposition.topic is 'Its topic.';
comment on column proposition.proposition is 'Short name within the topic, such as P1.';
comment on column proposition.statement is 'The statement in words.';
comment on column proposition.kind is 'factual or demand.';

create table claim (
    claim_id bigint not null,
    version_id bigint not null,
    topic varchar not null,
    proposition varchar not null,
    "start" integer not null,
    "end" integer not null,
    sentence varchar not null,
    scope varchar not null,
    stance varchar not null,
    hedged boolean not null,
    presupposed boolean not null,
    conceded boolean not null,
    past boolean not null,
    holder_kind varchar not null,
    holder varchar,
    holder_entity bigint,
    side varchar,
    via varchar[] not null,
    via_entities bigint[] not null,
    quote_id bigint,
    cue_start integer,
    cue_end integer,
    cue varchar,
    said_date date,
    said_end date,
    said_anchor varchar not null,
    said_date_id bigint,
    rule varchar not null,
    confidence double not null
);
comment on table claim is 'One sighting of a proposition in one article version: who does what with it. No verdict on its truth.';
comment on column claim.claim_id is 'Derived from version, proposition, sentence, stance and holder.';
comment on column claim.version_id is 'The article version.';
comment on column claim.topic is 'The topic.';
comment on column claim.proposition is 'The proposition.';
comment on column claim."start" is 'First code point of the sentence.';
comment on column claim."end" is 'One past its last code point.';
comment on column claim.sentence is 'The sentence.';
comment on column claim.scope is 'named, or generic: kept, never counted.';
comment on column claim.stance is 'asserts, denies, doubts, demands, commits, rejects-demand or tolerates.';
comment on column claim.hedged is 'True where the holder hedges ("may", "is believed to").';
comment on column claim.presupposed is 'True where the sentence takes it for granted instead of saying it.';
comment on column claim.conceded is 'True where the holder admits it.';
comment on column claim.past is 'True where it is said of the past only.';
comment on column claim.holder_kind is 'entity, outlet (its own voice) or unspecified ("is alleged").';
comment on column claim.holder is 'Who holds it, as the text names them.';
comment on column claim.holder_entity is 'The entity behind the holder.';
comment on column claim.side is 'The holder''s side at that date, where configured.';
comment on column claim.via is 'Those through whom it reached the outlet, outermost last.';
comment on column claim.via_entities is 'Their entities, where known.';
comment on column claim.quote_id is 'The quote it stands in.';
comment on column claim.cue_start is 'First code point of the words that decided the stance.';
comment on column claim.cue_end is 'One past their last code point.';
comment on column claim.cue is 'Those words.';
comment on column claim.said_date is 'First day on which it may have been said; NULL where the page does not tell.';
comment on column claim.said_end is 'First day after that.';
comment on column claim.said_anchor is 'How the day is known: mention, quote, dct or none.';
comment on column claim.said_date_id is 'The date mention that tells it.';
comment on column claim.rule is 'The rule that decided the stance.';
comment on column claim.confidence is 'Between 0 and 1.';
