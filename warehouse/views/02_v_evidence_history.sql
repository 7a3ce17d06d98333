create or replace view v_evidence_history as
select
    claim.topic,
    claim.proposition,
    proposition.statement,
    proposition.kind as proposition_kind,
    claim.stance,
    decided.judged,
    decided.judged_stance,
    decided.judged_by,
    claim.holder,
    claim.holder_kind,
    coalesce(
        holder_entity.name,
        case claim.holder_kind
            when 'outlet' then articles.outlet
            else claim.holder
        end
    ) as holder_name,
    claim.side,
    nullif(array_to_string(claim.via, ' < '), '') as via_holder,
    claim.via,
    articles.outlet,
    articles.source_id,
    articles.country,
    articles.url,
    articles.article_id,
    articles.version_id,
    articles.is_current,
    articles.title,
    articles.published,
    claim.claim_id,
    claim.quote_id,
    claim."start",
    claim."end",
    claim.sentence,
    claim.cue,
    claim.cue_start,
    claim.cue_end,
    claim.scope,
    claim.hedged,
    claim.presupposed,
    claim.conceded,
    claim.past,
    claim.qualifier,
    claim.said_date,
    claim.said_end,
    claim.said_anchor,
    claim.rule,
    claim.confidence
from claim
join v_articles as articles using (version_id)
left join v_claim_decided as decided on decided.claim_id = claim.claim_id
left join proposition using (topic, proposition)
left join entity as holder_entity on holder_entity.entity_id = claim.holder_entity;
comment on view v_evidence_history is 'One row a sighting in any version of an article: who does what with which proposition, through whom, in which outlet, and the sentence. stance is the rules''; judged (accepted, rejected, restated) and judged_stance are a person''s.';
