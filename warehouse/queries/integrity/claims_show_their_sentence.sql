select claim.version_id, claim."start", claim.sentence
from claim
left join article_version as version using (version_id)
where version.text is null
    or substr(version.text, claim."start" + 1, claim."end" - claim."start") <> claim.sentence
    or (claim.cue is not null and substr(version.text, claim.cue_start + 1, claim.cue_end - claim.cue_start) <> claim.cue);
