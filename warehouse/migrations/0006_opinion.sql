-- A second opinion on sentences that the rules found: kept apart from them, a log that only grows.

create table opinion (
    opinion_id bigint primary key,
    question_id bigint not null,
    version_id bigint not null,
    "start" integer not null,
    "end" integer not null,
    topic varchar not null,
    proposition varchar not null,
    statement varchar not null,
    model varchar not null,
    answered_by varchar,
    prompt_hash varchar not null,
    answer varchar,
    reason varchar,
    error varchar,
    raw varchar not null,
    asked_at timestamptz not null
);
comment on table opinion is 'What a language model answered about a sentence and a proposition. It never changes what the rules found.';
comment on column opinion.opinion_id is 'Derived from the question, the place and the moment.';
comment on column opinion.question_id is 'Derived from sentence, context, proposition, statement, model and prompt hash: the same question is asked once.';
comment on column opinion.version_id is 'The article version.';
comment on column opinion."start" is 'First code point of the sentence.';
comment on column opinion."end" is 'One past its last code point.';
comment on column opinion.topic is 'The topic.';
comment on column opinion.proposition is 'The proposition.';
comment on column opinion.statement is 'The proposition in the words that were asked.';
comment on column opinion.model is 'The model that was asked for; for a model on disk its folder and the first letters of its hash.';
comment on column opinion.answered_by is 'The model as the answer names it; NULL where it names none.';
comment on column opinion.prompt_hash is 'Hash of the wording of the question.';
comment on column opinion.answer is 'assert, deny or neither; NULL where the reply could not be read.';
comment on column opinion.reason is 'Why, in the model''s words.';
comment on column opinion.error is 'Why the reply could not be read; NULL where it could.';
comment on column opinion.raw is 'The reply as it came.';
comment on column opinion.asked_at is 'When the question was asked; a copy of an earlier answer keeps its moment.';
