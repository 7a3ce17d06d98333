select body
from page
where sha256 = $sha256;
