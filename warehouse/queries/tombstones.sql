select kind, subject, salt, digest, forgotten_at
from tombstone;
