-- The first removal from a word index with secure-delete changes the index's version. When the transaction of that first removal fails, the
-- library rolls the version back in the file and not in its memory, and the next opening takes the index for damaged (FTS5 of 3.46).
-- So every index has its first removal here, where a failure takes the whole schema step with it. A search in between writes what is pending.
INSERT INTO message_index(rowid, text) VALUES (-1, '가나');
SELECT count(*) FROM message_index WHERE message_index MATCH '"가나"';
INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', -1, '가나');
SELECT count(*) FROM message_index WHERE message_index MATCH '"가나"';

INSERT INTO passage_index(rowid, scope, title, heading_path, context, text) VALUES (-1, '', '', '', '', '가나');
SELECT count(*) FROM passage_index WHERE passage_index MATCH '"가나"';
INSERT INTO passage_index(passage_index, rowid, scope, title, heading_path, context, text) VALUES ('delete', -1, '', '', '', '', '가나');
SELECT count(*) FROM passage_index WHERE passage_index MATCH '"가나"';

INSERT INTO chat_title_index(rowid, title) VALUES (-1, '가나');
SELECT count(*) FROM chat_title_index WHERE chat_title_index MATCH '"가나"';
INSERT INTO chat_title_index(chat_title_index, rowid, title) VALUES ('delete', -1, '가나');
SELECT count(*) FROM chat_title_index WHERE chat_title_index MATCH '"가나"';

INSERT INTO document_name_index(rowid, name, title) VALUES (-1, '가나', '');
SELECT count(*) FROM document_name_index WHERE document_name_index MATCH '"가나"';
INSERT INTO document_name_index(document_name_index, rowid, name, title) VALUES ('delete', -1, '가나', '');
SELECT count(*) FROM document_name_index WHERE document_name_index MATCH '"가나"';
