-- What was fetched, kept and cleaned, and the runs that did it.

create table source (
    source_id varchar primary key,
    name varchar not null,
    country varchar,
    kind varchar not null,
    homepage varchar,
    language varchar,
    side varchar,
    is_sample boolean not null
);
comment on table source is 'An outlet or other publisher, as config/sources.toml describes it.';
comment on column source.source_id is 'Short name chosen in the configuration, or the host for an address that no source names.';
comment on column source.name is 'The outlet''s name as reports print it.';
comment on column source.country is 'ISO 3166 code of the country it publishes from; NULL where not configured.';
comment on column source.kind is 'newspaper, agency, broadcaster, magazine, official or other.';
comment on column source.homepage is 'Address of its front page.';
comment on column source.language is 'ISO 639 code of the language it writes.';
comment on column source.side is 'The party it speaks for, where the analyst declared one; never inferred.';
comment on column source.is_sample is 'True for the invented outlets of the sample newsroom.';

create table run (
    run_id varchar primary key,
    command varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    exit_code integer,
    configuration_version varchar not null,
    code_version varchar not null
);
comment on table run is 'One call of a command that writes. A run without finished_at was cut off.';
comment on column run.run_id is 'Start time in UTC and the process number.';
comment on column run.command is 'The command: run, ingest, extract or report.';
comment on column run.started_at is 'When it began.';
comment on column run.finished_at is 'When it ended; NULL while it runs and after it was killed.';
comment on column run.exit_code is '0 ok, 1 failed, 2 usage or configuration, 3 partial.';
comment on column run.configuration_version is 'Hash over the whole configuration folder that was in force.';
comment on column run.code_version is 'Version of Hearsay.';

create table page (
    sha256 varchar primary key,
    body blob not null,
    content_type varchar,
    first_seen_at timestamptz not null
);
comment on table page is 'Raw bytes as they were received, once per content.';
comment on column page.sha256 is 'Hash of the uncompressed bytes.';
comment on column page.body is 'The bytes, compressed with zstd.';
comment on column page.content_type is 'Content-Type of the response, or the type told from the file name.';
comment on column page.first_seen_at is 'When these bytes were first received.';

create table article (
    article_id bigint primary key,
    url varchar not null,
    source_id varchar
);
comment on table article is 'A story at its canonical address; its texts are in article_version.';
comment on column article.article_id is 'Derived from the canonical address.';
comment on column article.url is 'Canonical address; "file:" and the name for a local text that names none.';
comment on column article.source_id is 'The source it came from; NULL for a local file given without one.';

create table article_version (
    version_id bigint primary key,
    article_id bigint not null,
    page_sha256 varchar not null,
    title varchar,
    authors varchar[] not null,
    dct date,
    published_at timestamptz,
    dct_source varchar not null,
    dct_confidence double,
    dct_conflicts varchar[] not null,
    modified_at timestamptz,
    site_name varchar,
    language varchar,
    agency varchar,
    dateline varchar,
    captions varchar[] not null,
    flags varchar[] not null,
    text varchar not null,
    body_start integer not null,
    text_sha256 varchar not null,
    cleaner_version integer not null,
    first_seen_at timestamptz not null
);
comment on table article_version is 'One text of an article. A changed text is a new version; the old one stays.';
comment on column article_version.version_id is 'Derived from the article and its text.';
comment on column article_version.article_id is 'The article this is a version of.';
comment on column article_version.page_sha256 is 'The page it was cleaned from.';
comment on column article_version.title is 'Headline without the site''s name; NULL where the page has none.';
comment on column article_version.authors is 'People who wrote it, without job titles; empty where the page does not say.';
comment on column article_version.dct is 'Document creation time: the day the page says it was published. Never the fetch time.';
comment on column article_version.published_at is 'The same with time and zone, where the page gives them.';
comment on column article_version.dct_source is 'Where the date was read: given, jsonld, meta, url, byline or none.';
comment on column article_version.dct_confidence is 'Between 0 and 1; NULL without a date.';
comment on column article_version.dct_conflicts is 'Other days the same page gives for itself, as source=day.';
comment on column article_version.modified_at is 'When the page says it was last changed.';
comment on column article_version.site_name is 'The site''s own name for itself.';
comment on column article_version.language is 'ISO 639 code, where known.';
comment on column article_version.agency is 'News agency credited by the page.';
comment on column article_version.dateline is 'Place and day before the first sentence, as written.';
comment on column article_version.captions is 'Image captions, split from the body.';
comment on column article_version.flags is 'Quality marks: thin, truncated, mostly-links, wrong-language, undated.';
comment on column article_version.text is 'Headline, blank line, body; paragraphs are separated by blank lines. All offsets count its code points.';
comment on column article_version.body_start is 'Offset at which the body begins.';
comment on column article_version.text_sha256 is 'Hash of the text.';
comment on column article_version.cleaner_version is 'Version of the cleaning step.';
comment on column article_version.first_seen_at is 'When this text was first seen.';

create table fetch_attempt (
    fetch_id bigint primary key,
    run_id varchar not null,
    source_id varchar,
    url varchar not null,
    final_url varchar,
    status integer,
    outcome varchar not null,
    reason varchar,
    content_type varchar,
    bytes bigint,
    sha256 varchar,
    etag varchar,
    last_modified varchar,
    started_at timestamptz not null,
    seconds double not null,
    version_id bigint
);
comment on table fetch_attempt is 'Every attempt to get a page, a feed or a file, with what came of it.';
comment on column fetch_attempt.fetch_id is 'Derived from run, address and start.';
comment on column fetch_attempt.run_id is 'The run that tried.';
comment on column fetch_attempt.source_id is 'The source it was tried for.';
comment on column fetch_attempt.url is 'Address as it was asked for.';
comment on column fetch_attempt.final_url is 'Address after redirects.';
comment on column fetch_attempt.status is 'HTTP status; NULL where no answer came or for a file.';
comment on column fetch_attempt.outcome is 'stored, unchanged, not-modified, discovered, failed or refused.';
comment on column fetch_attempt.reason is 'Why, for everything that is not stored or unchanged.';
comment on column fetch_attempt.content_type is 'Content-Type of the response.';
comment on column fetch_attempt.bytes is 'Size of the body after decompression.';
comment on column fetch_attempt.sha256 is 'Hash of the body, the key into page.';
comment on column fetch_attempt.etag is 'Validator for the next conditional request.';
comment on column fetch_attempt.last_modified is 'Validator for the next conditional request.';
comment on column fetch_attempt.started_at is 'When the attempt began.';
comment on column fetch_attempt.seconds is 'How long it took.';
comment on column fetch_attempt.version_id is 'The article version this page holds.';

create table quarantine (
    quarantine_id bigint primary key,
    run_id varchar not null,
    url varchar not null,
    version_id bigint,
    step varchar not null,
    reason varchar not null,
    met_at timestamptz not null
);
comment on table quarantine is 'Pages and articles that a step could not take, with the reason; the run went on without them.';
comment on column quarantine.quarantine_id is 'Derived from address, step and reason: the same failure is listed once.';
comment on column quarantine.run_id is 'The run that first met it.';
comment on column quarantine.url is 'Address of the page or article.';
comment on column quarantine.version_id is 'The article version, where it got that far.';
comment on column quarantine.step is 'The step that failed.';
comment on column quarantine.reason is 'One line: what was wrong.';
comment on column quarantine.met_at is 'When it was first met.';
