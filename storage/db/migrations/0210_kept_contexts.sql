-- What a model computed of a chat, so that going on after a restart costs a read: the numbers lie in sealed files beside the vault, each
-- under a key of its own that is here alone. Whatever goes for good from a chat, or from the collection that it was answered from, takes the
-- key along.
CREATE TABLE kept_context (
    chat_id INTEGER PRIMARY KEY REFERENCES chat(id) ON DELETE CASCADE,
    collection_id INTEGER REFERENCES collection(id) ON DELETE CASCADE,
    file_name TEXT NOT NULL UNIQUE,
    file_key BLOB NOT NULL CHECK (length(file_key) = 32),
    computed_by TEXT NOT NULL,
    block_bytes INTEGER NOT NULL CHECK (block_bytes > 0),
    tokens BLOB NOT NULL,
    used_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER kept_context_of_removed_message AFTER DELETE ON message BEGIN
    DELETE FROM kept_context WHERE chat_id = OLD.chat_id;
END;
CREATE TRIGGER kept_context_of_removed_document AFTER DELETE ON document BEGIN
    DELETE FROM kept_context WHERE collection_id = OLD.collection_id;
END;
