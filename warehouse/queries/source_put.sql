insert or replace into source (source_id, name, country, kind, homepage, language, side, is_sample)
values ($source_id, $name, $country, $kind, $homepage, $language, $side, $is_sample);
