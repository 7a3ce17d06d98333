-- What people decided about names: a log that only grows.

create table judgement (
    judgement_id bigint primary key,
    verdict varchar not null,
    variant varchar not null,
    name varchar not null,
    type varchar not null,
    reason varchar,
    made_at timestamptz not null
);
comment on table judgement is 'A person''s decision about two names. Nothing is changed or removed here; a later decision about the same pair replaces an earlier one.';
comment on column judgement.judgement_id is 'Derived from the pair, the verdict and the moment.';
comment on column judgement.verdict is 'merge: the variant means the name; split: it does not, after all; refuse: a proposed merge is wrong.';
comment on column judgement.variant is 'The name that was found in texts.';
comment on column judgement.name is 'The entity it was judged to be, or not to be.';
comment on column judgement.type is 'Type of the entity.';
comment on column judgement.reason is 'Why, in the person''s words.';
comment on column judgement.made_at is 'When it was decided.';
