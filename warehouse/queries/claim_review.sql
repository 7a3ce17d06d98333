-- Claims for a person to look at: a second opinion disagrees, or the rules are hardly sure. Disagreements first.
with disputed as (
    select *
    from v_disagreement
    qualify row_number() over (partition by claim_id order by opinion_asked_at desc, opinion_model) = 1
)
select
    evidence.claim_id,
    evidence.topic,
    evidence.proposition,
    evidence.statement,
    evidence.stance,
    evidence.holder_name,
    evidence.via_holder,
    evidence.outlet,
    evidence.url,
    evidence.sentence,
    evidence.cue,
    evidence.rule,
    evidence.confidence,
    disputed.opinion,
    disputed.opinion_reason,
    disputed.opinion_model
from v_evidence as evidence
left join disputed using (claim_id)
where evidence.scope = 'named'
    and evidence.judged is null
    and (disputed.claim_id is not null or evidence.confidence < $below)
order by disputed.claim_id is null, evidence.confidence, evidence.topic, evidence.proposition, evidence.claim_id
limit $most;
