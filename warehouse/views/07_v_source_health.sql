create or replace view v_source_health as
with attempts as (
    select
        source_id,
        count(*) as attempts,
        count(*) filter (where outcome in ('failed', 'refused', 'walled', 'held', 'under-fetched')) as failures,
        max(started_at) filter (where outcome in ('stored', 'unchanged', 'not-modified')) as last_success_at,
        max(started_at) filter (where outcome = 'stored') as last_new_text_at,
        arg_max(reason, started_at)
            filter (where outcome in ('failed', 'refused', 'walled', 'held', 'under-fetched')) as last_failure
    from fetch_attempt
    group by source_id
),
texts as (
    select
        source_id,
        count(distinct article_id) as articles,
        count(*) as versions,
        count(*) filter (where published is null and is_current) as undated,
        count(*) filter (where list_contains(flags, 'thin') and is_current) as thin
    from v_articles
    group by source_id
)
select
    coalesce(source.source_id, attempts.source_id) as source_id,
    source.name as outlet,
    source.country,
    coalesce(attempts.attempts, 0) as attempts,
    coalesce(attempts.failures, 0) as failures,
    attempts.last_failure,
    attempts.last_success_at,
    attempts.last_new_text_at,
    coalesce(texts.articles, 0) as articles,
    coalesce(texts.versions, 0) as versions,
    coalesce(texts.undated, 0) as undated,
    coalesce(texts.thin, 0) as thin
from source
full join attempts on attempts.source_id = source.source_id
left join texts on texts.source_id is not distinct from coalesce(source.source_id, attempts.source_id)
order by source_id;
comment on view v_source_health is 'What each source gave and what failed there, over all runs.';
