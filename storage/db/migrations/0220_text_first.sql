-- The word index once more, with the text in front: a place in the first column is stored without the column's number, which makes the whole a
-- quarter smaller. The scope comes last; it is not scored (fts_score.h).
DROP TABLE passage_term;
DROP TABLE passage_index;
CREATE VIRTUAL TABLE passage_index USING fts5(
    text, title, heading_path, context, scope, content='passage', content_rowid='id', tokenize='sillok');
INSERT INTO passage_index(passage_index, rank) VALUES('secure-delete', 1);
INSERT INTO passage_index(passage_index, rank) VALUES('rank', 'bm25(1.0, 1.0, 1.0, 1.0, 0.0)');
INSERT INTO passage_index(passage_index, rank) VALUES('pgsz', 3900);
INSERT INTO passage_index(passage_index, rank) VALUES('automerge', 8);
INSERT INTO passage_index(passage_index, rank) VALUES('hashsize', 64000000);
CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_index, row);
INSERT INTO passage_index(passage_index) VALUES('rebuild');
-- Its first removal, as in step 90; a rebuild sets the version back.
INSERT INTO passage_index(rowid, scope, title, heading_path, context, text) VALUES (-1, '', '', '', '', '가나');
SELECT count(*) FROM passage_index WHERE passage_index MATCH '"가나"';
INSERT INTO passage_index(passage_index, rowid, scope, title, heading_path, context, text) VALUES ('delete', -1, '', '', '', '', '가나');
SELECT count(*) FROM passage_index WHERE passage_index MATCH '"가나"';
