-- Free words that the person gives to documents. A document that is read again keeps them: see SourceRepository::storeWithin.
CREATE TABLE document_label (
    document_id INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
    label TEXT NOT NULL CHECK (label <> ''),
    PRIMARY KEY (document_id, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_by_label ON document_label(label);

-- What an answer was limited to inside its collection, so that it is answered again from the same: 1 a folder, 2 a label, 3 a document.
-- A document is known by number and name together; the number alone may have gone to another one since.
CREATE TABLE answer_scope (
    message_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    name TEXT NOT NULL,
    document_id INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Questions of a person with the place that answers them, to see after a change what is found better or worse. `quote` stands in the right
-- passage; empty: any passage of the document is right. A place is counted from 1; 0: not found; NULL: not looked for yet.
CREATE TABLE search_case (
    id INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
    question TEXT NOT NULL CHECK (question <> ''),
    document_name TEXT NOT NULL,
    quote TEXT NOT NULL,
    place_before INTEGER,
    place_now INTEGER,
    checked_at_ms INTEGER NOT NULL DEFAULT 0,
    UNIQUE (collection_id, question)
) STRICT;
