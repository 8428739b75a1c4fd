-- Schema 10 as it was, with rows. Never edited: it stands for the vaults that were made with it.
-- Chats, their tree of messages, and what answers cite. Times are milliseconds since 1970, UTC.
CREATE TABLE chat (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL,
    trashed_at_ms INTEGER,
    leaf_id INTEGER REFERENCES message(id)
) STRICT;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL REFERENCES chat(id),
    parent_id INTEGER REFERENCES message(id),
    role INTEGER NOT NULL CHECK (role IN (1, 2)),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    mode INTEGER NOT NULL CHECK (mode BETWEEN 1 AND 4),
    text TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    model_name TEXT NOT NULL DEFAULT '',
    duration_seconds REAL NOT NULL DEFAULT 0,
    tokens_per_second REAL NOT NULL DEFAULT 0,
    documents_searched INTEGER NOT NULL DEFAULT 0,
    problem_code TEXT,
    problem_detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX message_by_chat ON message(chat_id, parent_id);
CREATE INDEX message_by_parent ON message(parent_id);
CREATE INDEX message_writing ON message(state) WHERE state = 1;

-- A copy of what was cited, so that an answer stays provable after its document is gone.
CREATE TABLE citation (
    message_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    number INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    passage_id INTEGER NOT NULL,
    document_name TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_is_estimated INTEGER NOT NULL,
    passage_text TEXT NOT NULL,
    quote TEXT NOT NULL,
    start_code_point INTEGER NOT NULL,
    end_code_point INTEGER NOT NULL,
    is_verified INTEGER NOT NULL,
    matched_term_lines TEXT NOT NULL,
    PRIMARY KEY (message_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE message_index USING fts5(text, content='message', content_rowid='id', tokenize='sillok');
INSERT INTO message_index(message_index, rank) VALUES('secure-delete', 1);
CREATE TRIGGER message_added AFTER INSERT ON message BEGIN
    INSERT INTO message_index(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER message_changed AFTER UPDATE OF text ON message BEGIN
    INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO message_index(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER message_removed AFTER DELETE ON message BEGIN
    INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', old.id, old.text);
END;
PRAGMA user_version = 10;
INSERT INTO chat (id, title, created_at_ms, updated_at_ms, trashed_at_ms) VALUES (1, '옛 대화', 10, 20, NULL), (2, '버린 대화', 11, 21, 30);
INSERT INTO message (id, chat_id, parent_id, role, state, mode, text, created_at_ms, model_name, duration_seconds, tokens_per_second, documents_searched, problem_code, problem_detail)
    VALUES (1, 1, NULL, 1, 2, 1, '예산 질문', 11, '', 0, 0, 0, NULL, ''), (2, 1, 1, 2, 2, 3, '예산 답변', 12, 'model-a', 1.5, 20.25, 4, NULL, ''),
    (3, 1, 1, 2, 4, 2, '실패한 답변', 13, 'model-a', 0.5, 0, 0, 'WorkerDied', 'signal 9'), (4, 2, NULL, 1, 2, 1, '다른 질문', 14, '', 0, 0, 0, NULL, '');
UPDATE chat SET leaf_id = 2 WHERE id = 1;
INSERT INTO citation VALUES (2, 0, 1, 1, 1, '예산.txt', '제1장', 2, 1, '예산은 100원이다.', '100원', 4, 8, 1, '예산');
