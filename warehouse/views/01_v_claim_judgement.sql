create or replace view v_claim_judgement as
select
    claim_judgement.*,
    verdict <> 'undo'
    and row_number() over (
        partition by topic, proposition, sentence, holder, found_stance
        order by made_at desc, judgement_id
    ) = 1 as stands
from claim_judgement;
comment on view v_claim_judgement is 'Every decision about claims; stands marks the last one about each finding, the one in force.';
