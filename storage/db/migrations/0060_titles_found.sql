-- Titles of chats and names of documents are found like every other text.
CREATE VIRTUAL TABLE chat_title_index USING fts5(title, content='chat', content_rowid='id', tokenize='sillok');
INSERT INTO chat_title_index(chat_title_index, rank) VALUES('secure-delete', 1);
INSERT INTO chat_title_index(chat_title_index) VALUES('rebuild');
CREATE TRIGGER chat_titled AFTER INSERT ON chat BEGIN
    INSERT INTO chat_title_index(rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER chat_retitled AFTER UPDATE OF title ON chat BEGIN
    INSERT INTO chat_title_index(chat_title_index, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO chat_title_index(rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER chat_removed AFTER DELETE ON chat BEGIN
    INSERT INTO chat_title_index(chat_title_index, rowid, title) VALUES ('delete', old.id, old.title);
END;

CREATE VIRTUAL TABLE document_name_index USING fts5(name, title, content='document', content_rowid='id', tokenize='sillok');
INSERT INTO document_name_index(document_name_index, rank) VALUES('secure-delete', 1);
INSERT INTO document_name_index(document_name_index) VALUES('rebuild');
CREATE TRIGGER document_named AFTER INSERT ON document BEGIN
    INSERT INTO document_name_index(rowid, name, title) VALUES (new.id, new.name, new.title);
END;
CREATE TRIGGER document_renamed AFTER UPDATE OF name, title ON document BEGIN
    INSERT INTO document_name_index(document_name_index, rowid, name, title) VALUES ('delete', old.id, old.name, old.title);
    INSERT INTO document_name_index(rowid, name, title) VALUES (new.id, new.name, new.title);
END;
CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
    INSERT INTO document_name_index(document_name_index, rowid, name, title) VALUES ('delete', old.id, old.name, old.title);
END;
