insert into topic (topic, question)
values ($topic, $question);
