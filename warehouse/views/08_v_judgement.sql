create or replace view v_judgement as
select
    judgement.*,
    row_number() over (
        -- A decision is about a pair, in whichever order its names were given.
        -- What was decided for one article is another matter than what was decided for all.
        partition by least(lower(variant), lower(name)), greatest(lower(variant), lower(name)), url
        order by made_at desc, judgement_id
    ) = 1 as stands
from judgement;
comment on view v_judgement is 'Every decision about names; stands marks the last one about each pair, the one in force.';
