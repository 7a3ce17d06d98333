create or replace view v_claim_decided as
select
    claim.claim_id,
    case
        when judged.verdict = 'reject' then 'rejected'
        when judged.stance = claim.stance then 'accepted'
        else 'restated'
    end as judged,
    judged.stance as judged_stance,
    judged.found_stance,
    judged.made_by as judged_by,
    judged.made_at as judged_at,
    judged.reason as judged_reason
from v_claim_judgement as judged
join claim
    on claim.sentence = judged.sentence
    and claim.topic = judged.topic
    and claim.proposition = judged.proposition
    and coalesce(claim.holder, claim.holder_kind) = judged.holder
where judged.stands
    and (
        claim.stance = judged.found_stance
        -- A stance that a person decided for holds also when the rules have changed their mind; a rejection was of
        -- the old finding, and the new one is for a person to see.
        or (
            judged.verdict <> 'reject'
            and not exists (
                from claim as same
                where same.version_id = claim.version_id
                    and same."start" = claim."start"
                    and same.topic = claim.topic
                    and same.proposition = claim.proposition
                    and coalesce(same.holder, same.holder_kind) = judged.holder
                    and same.stance = judged.found_stance
            )
        )
    )
qualify row_number() over (
    partition by claim.claim_id
    order by claim.stance = judged.found_stance desc, judged.made_at desc, judged.judgement_id
) = 1;
comment on view v_claim_decided is 'The decision in force about each claim that a person judged.';
