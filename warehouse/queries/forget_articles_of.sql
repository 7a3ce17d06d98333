select article_id
from article
where source_id = $source_id;
