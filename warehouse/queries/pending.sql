select version_id
from article_version as version
where not exists (
    from step_run
    where step_run.version_id = version.version_id
        and step_run.step = $step
        and step_run.step_version = $step_version
);
