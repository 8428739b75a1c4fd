-- A whole transaction of a large import becomes one part of the word index: fewer parts are written, and they are merged less often.
INSERT INTO passage_index(passage_index, rank) VALUES('hashsize', 64000000);
