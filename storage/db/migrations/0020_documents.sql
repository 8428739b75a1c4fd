-- Collections, documents, their blocks and passages. Places are code points in document.plain_text.
CREATE TABLE collection (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    size_bytes INTEGER NOT NULL,
    page_count INTEGER NOT NULL,
    pages_are_estimated INTEGER NOT NULL,
    hidden_characters_removed INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    problem_code TEXT,
    problem_detail TEXT NOT NULL,
    added_at_ms INTEGER NOT NULL,
    plain_text TEXT NOT NULL,
    UNIQUE (collection_id, name)
) STRICT;
CREATE INDEX document_by_content ON document(collection_id, sha256);

CREATE TABLE block (
    document_id INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),
    heading_level INTEGER NOT NULL,
    page INTEGER NOT NULL,
    start_code_point INTEGER NOT NULL,
    end_code_point INTEGER NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

-- `scope` is "c" and the collection's number: a term like any other, so the index itself keeps collections apart.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    scope TEXT NOT NULL,
    title TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    context TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_is_estimated INTEGER NOT NULL,
    start_code_point INTEGER NOT NULL,
    end_code_point INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (document_id, ordinal)
) STRICT;

CREATE VIRTUAL TABLE passage_index USING fts5(
    scope, title, heading_path, context, text, content='passage', content_rowid='id', tokenize='sillok');
INSERT INTO passage_index(passage_index, rank) VALUES('secure-delete', 1);
INSERT INTO passage_index(passage_index, rank) VALUES('rank', 'bm25(0.0, 1.0, 1.0, 1.0, 1.0)');
CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_index, row);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_index(rowid, scope, title, heading_path, context, text)
    VALUES (new.id, new.scope, new.title, new.heading_path, new.context, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
    INSERT INTO passage_index(passage_index, rowid, scope, title, heading_path, context, text)
    VALUES ('delete', old.id, old.scope, old.title, old.heading_path, old.context, old.text);
END;
