insert into migration (name)
values ($name);
