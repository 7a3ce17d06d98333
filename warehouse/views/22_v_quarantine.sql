create or replace view v_quarantine as
select quarantine.*
from quarantine
where case step
    when 'clean' then exists (
        from v_failure
        where v_failure.url = quarantine.url and v_failure.reason = quarantine.reason
    )
    else exists (from article_version where article_version.version_id = quarantine.version_id)
        and not exists (from step_run where step_run.version_id = quarantine.version_id)
end;
comment on view v_quarantine is 'What is in quarantine still: not cleaned since, or not read by the extraction steps since.';
