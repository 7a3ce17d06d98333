-- The present version of each of these articles: the last one that was seen.
with seen as (
    select
        version_id,
        max(started_at) as last_seen_at
    from fetch_attempt
    where version_id in (select version_id from article_version where article_id in (select unnest($article_ids)))
    group by version_id
)
select
    version.article_id,
    version.version_id,
    length(version.text) - version.body_start as body_characters,
    list_contains(version.flags, 'paywall') as is_teaser
from article_version as version
left join seen using (version_id)
where version.article_id in (select unnest($article_ids))
qualify row_number() over (
    partition by version.article_id
    order by
        version.modified_at desc nulls last,
        seen.last_seen_at desc nulls last,
        version.first_seen_at desc,
        version.version_id desc
) = 1;
