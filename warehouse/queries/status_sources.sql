select
    health.source_id,
    health.last_new_text_at as last_new_at,
    health.last_success_at,
    health.articles,
    health.versions,
    health.attempts,
    health.failures as failed_attempts,
    (select count(*) from v_failure where v_failure.source_id is not distinct from health.source_id) as failing_now,
    (select count(*) from v_held where v_held.source_id is not distinct from health.source_id) as held
from v_source_health as health
order by health.source_id nulls last;
