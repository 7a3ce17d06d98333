create or replace view v_claim_matrix as
select
    topic,
    proposition,
    outlet,
    coalesce(judged_stance, stance) as stance,
    holder_kind,
    holder_name,
    via_holder,
    count(*) as sightings,
    count(distinct article_id) as articles,
    min(said_date) as first_said,
    min(published) as first_published
from v_evidence
where scope = 'named' and judged is distinct from 'rejected'
group by all
order by topic, proposition, outlet, stance, holder_name;
comment on view v_claim_matrix is 'Proposition by outlet with stance, holder and relay; present versions, named scope only; with the stance a person decided for, without what a person rejected.';
