-- Every decision about claims, oldest first.
select verdict, topic, proposition, sentence, holder, found_stance, stance, reason, made_by, made_at, stands
from v_claim_judgement
order by made_at, judgement_id;
