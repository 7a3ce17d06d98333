select mention.version_id, mention."start", mention.surface
from mention
left join article_version as version using (version_id)
where version.text is null
    or substr(version.text, mention."start" + 1, mention."end" - mention."start") <> mention.surface;
