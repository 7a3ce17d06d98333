select exists (from article where url = $url);
