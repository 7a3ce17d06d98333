create or replace view v_timeline as
select
    'statement' as kind,
    claim.said_date as interval_start,
    claim.said_end as interval_end,
    claim.topic,
    claim.proposition,
    coalesce(decided.judged_stance, claim.stance) as stance,
    coalesce(entity.name, claim.holder) as holder,
    nullif(array_to_string(claim.via, ' < '), '') as via_holder,
    claim.sentence as words,
    null as value,
    claim.said_anchor as anchor,
    claim.version_id,
    claim."start",
    claim."end",
    articles.outlet,
    articles.url,
    articles.published
from claim
join v_articles as articles using (version_id)
left join v_claim_decided as decided on decided.claim_id = claim.claim_id
left join entity on entity.entity_id = claim.holder_entity
where articles.is_current and claim.scope = 'named' and decided.judged is distinct from 'rejected'
union all
select
    'expression',
    mention.interval_start,
    mention.interval_end,
    null,
    null,
    null,
    null,
    null,
    substr(version.text, greatest(mention."start" - 60, 0) + 1, mention."end" - greatest(mention."start" - 60, 0) + 60),
    mention.value,
    mention.anchor,
    mention.version_id,
    mention."start",
    mention."end",
    articles.outlet,
    articles.url,
    articles.published
from date_mention as mention
join article_version as version using (version_id)
join v_articles as articles using (version_id)
where articles.is_current;
comment on view v_timeline is 'Statements by the day they were made and expressions of time by the interval they name. interval_end is the first day no longer covered.';
