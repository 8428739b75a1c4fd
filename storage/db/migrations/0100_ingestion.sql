-- The text of a document is stored once: in its passages and in what stands before each of them. `plain_text` holds it whole only for
-- documents of earlier schemas and for those whose passages do not follow each other; otherwise what comes after the last passage.
ALTER TABLE passage ADD COLUMN before TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN text_is_in_passages INTEGER NOT NULL DEFAULT 0;

-- A page of a word index together with its row fits into one page of an encrypted file; the preset is a little too large for that.
INSERT INTO passage_index(passage_index, rank) VALUES('pgsz', 3900);
-- A large import is merged less often, and more of a transaction is gathered in memory before it becomes a part of the index.
INSERT INTO passage_index(passage_index, rank) VALUES('automerge', 8);
INSERT INTO passage_index(passage_index, rank) VALUES('hashsize', 8000000);

-- A renamed file keeps its passages; the title that they are found by changes.
CREATE TRIGGER passage_retitled AFTER UPDATE OF title ON passage BEGIN
    INSERT INTO passage_index(passage_index, rowid, scope, title, heading_path, context, text)
    VALUES ('delete', old.id, old.scope, old.title, old.heading_path, old.context, old.text);
    INSERT INTO passage_index(rowid, scope, title, heading_path, context, text)
    VALUES (new.id, new.scope, new.title, new.heading_path, new.context, new.text);
END;

-- Folders that are looked at again and again, and the files that documents came from. Files with the same content share a document. A file
-- whose document was taken out by the person stays without one until it changes.
CREATE TABLE watched_folder (
    id INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    UNIQUE (collection_id, path)
) STRICT;

CREATE TABLE source_file (
    collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    document_id INTEGER REFERENCES document(id) ON DELETE SET NULL,
    size_bytes INTEGER NOT NULL,
    modified_at_ns INTEGER NOT NULL,
    PRIMARY KEY (collection_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_file_by_document ON source_file(document_id);

-- Imports that are not finished. A file leaves its job in the transaction that stores its document.
CREATE TABLE import_job (
    id INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
    created_at_ms INTEGER NOT NULL,
    is_paused INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_job_by_collection ON import_job(collection_id);

CREATE TABLE import_file (
    job_id INTEGER NOT NULL REFERENCES import_job(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (job_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_file_by_path ON import_file(path);
