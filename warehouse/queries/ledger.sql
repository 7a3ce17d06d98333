create table if not exists migration (
    name varchar primary key,
    applied_at timestamptz not null default current_timestamp
);
comment on table migration is 'Which migrations and which text of the views this file has.';
comment on column migration.name is 'Name of the file in warehouse/migrations, or views- and a hash.';
comment on column migration.applied_at is 'When it was applied.';
