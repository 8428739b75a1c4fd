-- What passages mean to a model that was chosen for searching. A vector is made of a passage's text and gives much of it away, so it is kept,
-- removed and shredded with it. Merging and salvage leave vectors out: they can be made again at any time.
CREATE TABLE embedding_model (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    recipe INTEGER NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    UNIQUE (sha256, recipe)
) STRICT;

-- The first byte of every number, all that a search through everything reads; document_id stands here so that it need not read the passages.
CREATE TABLE passage_vector (
    id INTEGER PRIMARY KEY,
    passage_id INTEGER NOT NULL REFERENCES passage(id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES embedding_model(id) ON DELETE CASCADE,
    document_id INTEGER NOT NULL,
    scale REAL NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (passage_id, model_id)
) STRICT;
CREATE INDEX passage_vector_of_model ON passage_vector(model_id);

-- The second byte, for the few that are looked at again.
CREATE TABLE passage_vector_rest (
    vector_id INTEGER PRIMARY KEY REFERENCES passage_vector(id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- A file that is renamed changes the title, which is a part of what was made into a vector.
CREATE TRIGGER passage_vector_outdated AFTER UPDATE OF title ON passage WHEN new.title <> old.title BEGIN
    DELETE FROM passage_vector WHERE passage_id = new.id;
END;
