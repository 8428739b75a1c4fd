-- What made an answer: which model, asked what exactly, and the documents it cites as they were. Enough to make it again and compare.
CREATE TABLE answer_record (
    message_id INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
    model_name TEXT NOT NULL,
    model_id TEXT NOT NULL,
    model_version INTEGER NOT NULL,
    model_digest TEXT NOT NULL,
    program_version TEXT NOT NULL,
    request BLOB NOT NULL
) STRICT;

CREATE TABLE answer_source (
    message_id INTEGER NOT NULL REFERENCES answer_record(message_id) ON DELETE CASCADE,
    document_name TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (message_id, document_name, sha256)
) STRICT;
