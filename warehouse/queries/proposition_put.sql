insert into proposition (topic, proposition, statement, kind)
values ($topic, $proposition, $statement, $kind);
