-- What people decided about claims, and by whom every decision was made: logs that only grow.

create table claim_judgement (
    judgement_id bigint primary key,
    verdict varchar not null,
    topic varchar not null,
    proposition varchar not null,
    sentence varchar not null,
    holder varchar not null,
    found_stance varchar not null,
    stance varchar,
    reason varchar,
    made_by varchar,
    made_at timestamptz not null
);
comment on table claim_judgement is 'A person''s decision about a claim that the rules found. It is about words, not row ids, and so survives re-extraction; a later decision about the same finding replaces an earlier one.';
comment on column claim_judgement.judgement_id is 'Derived from the finding, the verdict and the moment.';
comment on column claim_judgement.verdict is 'accept: the rules are right; reject: there is no such claim; restate: the stance is another; undo: the decision before this one is taken back.';
comment on column claim_judgement.topic is 'The topic.';
comment on column claim_judgement.proposition is 'The proposition.';
comment on column claim_judgement.sentence is 'The sentence, word for word.';
comment on column claim_judgement.holder is 'The holder as the text names them; outlet or unspecified where it names nobody.';
comment on column claim_judgement.found_stance is 'The stance that the rules had found.';
comment on column claim_judgement.stance is 'The stance that the person decided for; NULL where there is none.';
comment on column claim_judgement.reason is 'Why, in the person''s words.';
comment on column claim_judgement.made_by is 'Who decided; NULL where it was not said.';
comment on column claim_judgement.made_at is 'When it was decided.';

alter table judgement add column made_by varchar;
comment on column judgement.made_by is 'Who decided; NULL where it was not said.';
