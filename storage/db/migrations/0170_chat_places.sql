-- Where a person keeps chats. A chat that is read, moved or pinned is not changed by it: its time stays.
CREATE TABLE chat_folder (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES chat_folder(id),
    name TEXT NOT NULL CHECK (name <> ''),
    created_at_ms INTEGER NOT NULL,
    is_open INTEGER NOT NULL DEFAULT 1,
    uid BLOB CHECK (length(uid) = 16)
) STRICT;
CREATE INDEX chat_folder_by_parent ON chat_folder(parent_id);
CREATE UNIQUE INDEX chat_folder_by_uid ON chat_folder(uid);
CREATE TRIGGER chat_folder_uid_given AFTER INSERT ON chat_folder WHEN new.uid IS NULL BEGIN
    UPDATE chat_folder SET uid = randomblob(16) WHERE id = new.id;
END;

ALTER TABLE chat ADD COLUMN folder_id INTEGER REFERENCES chat_folder(id);
ALTER TABLE chat ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chat ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chat ADD COLUMN is_unread INTEGER NOT NULL DEFAULT 0;
-- Who gave the title: 1 the first words of the chat, 2 a model, 3 the person. Of older chats nobody knows, so theirs stay.
ALTER TABLE chat ADD COLUMN title_by INTEGER NOT NULL DEFAULT 1 CHECK (title_by BETWEEN 1 AND 3);
UPDATE chat SET title_by = 3;
CREATE INDEX chat_by_folder ON chat(folder_id);

-- Which models have answered is asked whenever a search is narrowed.
CREATE INDEX message_by_model ON message(model_name) WHERE model_name <> '';
