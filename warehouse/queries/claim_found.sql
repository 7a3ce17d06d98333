-- What the rules found under these ids, and the decision in force about it.
select
    claim.claim_id,
    claim.topic,
    claim.proposition,
    claim.sentence,
    coalesce(claim.holder, claim.holder_kind),
    claim.stance,
    decided.judged,
    decided.found_stance
from claim
left join v_claim_decided as decided using (claim_id)
where claim.claim_id in (select unnest($claim_ids));
