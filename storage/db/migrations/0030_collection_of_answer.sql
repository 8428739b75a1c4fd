-- Which collection an answer was looked up in; the name stays when the collection goes.
ALTER TABLE message ADD COLUMN collection_id INTEGER REFERENCES collection(id) ON DELETE SET NULL;
ALTER TABLE message ADD COLUMN collection_name TEXT NOT NULL DEFAULT '';
CREATE INDEX message_by_collection ON message(collection_id) WHERE collection_id IS NOT NULL;
