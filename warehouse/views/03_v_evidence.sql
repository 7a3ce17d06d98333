create or replace view v_evidence as
select * exclude (is_current)
from v_evidence_history
where is_current;
comment on view v_evidence is 'One row a sighting in the present text of an article: who does what with which proposition, through whom, in which outlet, and the sentence that shows it. scope tells named from generic sightings; stance is the rules'', judged and judged_stance are a person''s.';
