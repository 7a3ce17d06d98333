-- Attempts that brought something which is forgotten.
select fetch_id
from fetch_attempt
where url in (select unnest($urls))
    or final_url in (select unnest($urls))
    or version_id in (select unnest($version_ids))
    or source_id = $source_id;
