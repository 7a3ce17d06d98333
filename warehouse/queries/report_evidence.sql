select *
from v_evidence_history
order by topic, proposition, published nulls last, outlet, "start", claim_id;
