create or replace view v_articles as
with seen as (
    select
        version_id,
        max(started_at) as last_seen_at
    from fetch_attempt
    where version_id is not null
    group by version_id
)
select
    article.article_id,
    version.version_id,
    article.url,
    article.source_id,
    source.name as outlet,
    source.country,
    coalesce(source.is_sample, false) as is_sample,
    version.title,
    version.authors,
    version.dct as published,
    version.dct_source,
    version.dct_conflicts,
    version.modified_at,
    version.agency,
    version.dateline,
    version.language,
    version.flags,
    length(version.text) - version.body_start as body_characters,
    version.text_sha256,
    version.first_seen_at,
    row_number() over (
        partition by version.article_id
        order by version.modified_at nulls first, seen.last_seen_at nulls first, version.first_seen_at, version.version_id
    ) as version_number,
    row_number() over (
        partition by version.article_id
        order by
            version.modified_at desc nulls last,
            seen.last_seen_at desc nulls last,
            version.first_seen_at desc,
            version.version_id desc
    ) = 1 as is_current
from article_version as version
join article using (article_id)
left join seen using (version_id)
left join source using (source_id);
comment on view v_articles is 'Every stored text with its outlet; is_current marks the newest version of each article.';
