create or replace view v_disagreement as
with spoken as (
    select
        version_id,
        "start",
        "end",
        topic,
        proposition,
        bool_or(stance in ('asserts', 'tolerates', 'demands', 'commits')) as is_affirmed,
        bool_or(stance in ('denies', 'doubts', 'rejects-demand')) as is_rejected,
        bool_or(stance = 'doubts') as is_doubted
    from v_evidence
    where scope = 'named'
    group by all
)
select
    evidence.*,
    opinion.answer as opinion,
    opinion.reason as opinion_reason,
    opinion.model as opinion_model,
    opinion.asked_at as opinion_asked_at
from v_evidence as evidence
join spoken using (version_id, "start", "end", topic, proposition)
join v_opinion as opinion using (version_id, "start", "end", topic, proposition)
where evidence.scope = 'named'
    -- One sentence can hold an assertion and its denial; an answer that fits one of them is no disagreement.
    and case opinion.answer
        when 'assert' then not spoken.is_affirmed
        when 'deny' then not spoken.is_rejected
        when 'neither' then not spoken.is_doubted
    end;
comment on view v_disagreement is 'Sightings whose stance a second opinion does not share: it says assert, deny or neither where no sighting of the sentence does.';
