-- Schema 210 as it was, with rows. Never edited: it stands for the vaults that were made with it.
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
-- Which collection an answer was looked up in; the name stays when the collection goes.
ALTER TABLE message ADD COLUMN collection_id INTEGER REFERENCES collection(id) ON DELETE SET NULL;
ALTER TABLE message ADD COLUMN collection_name TEXT NOT NULL DEFAULT '';
CREATE INDEX message_by_collection ON message(collection_id) WHERE collection_id IS NOT NULL;
-- Small values of the person who owns the vault.
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- How many earlier messages an answer could not take into account, and what a model thought before it answered.
ALTER TABLE message ADD COLUMN left_out_messages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN thought TEXT NOT NULL DEFAULT '';
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
-- A name for each row that stays its own in every copy of the vault, so that merging the same backup twice adds nothing.
ALTER TABLE chat ADD COLUMN uid BLOB CHECK (length(uid) = 16);
ALTER TABLE message ADD COLUMN uid BLOB CHECK (length(uid) = 16);
ALTER TABLE collection ADD COLUMN uid BLOB CHECK (length(uid) = 16);
ALTER TABLE document ADD COLUMN uid BLOB CHECK (length(uid) = 16);
UPDATE chat SET uid = randomblob(16);
UPDATE message SET uid = randomblob(16);
UPDATE collection SET uid = randomblob(16);
UPDATE document SET uid = randomblob(16);
CREATE UNIQUE INDEX chat_by_uid ON chat(uid);
CREATE UNIQUE INDEX message_by_uid ON message(uid);
CREATE UNIQUE INDEX collection_by_uid ON collection(uid);
CREATE UNIQUE INDEX document_by_uid ON document(uid);
CREATE TRIGGER chat_uid_given AFTER INSERT ON chat WHEN new.uid IS NULL BEGIN
    UPDATE chat SET uid = randomblob(16) WHERE id = new.id;
END;
CREATE TRIGGER message_uid_given AFTER INSERT ON message WHEN new.uid IS NULL BEGIN
    UPDATE message SET uid = randomblob(16) WHERE id = new.id;
END;
CREATE TRIGGER collection_uid_given AFTER INSERT ON collection WHEN new.uid IS NULL BEGIN
    UPDATE collection SET uid = randomblob(16) WHERE id = new.id;
END;
CREATE TRIGGER document_uid_given AFTER INSERT ON document WHEN new.uid IS NULL BEGIN
    UPDATE document SET uid = randomblob(16) WHERE id = new.id;
END;
-- A chain of seals over messages: each names a message, what it held at that moment, and the seal before. A page that was put back to an
-- older state breaks it. Answers that are still being written have no seal. row_seal() is registered by the program and holds the key.
CREATE TABLE message_seal (
    seq INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL,
    content BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;

CREATE VIEW message_content AS SELECT id, state,
    row_seal('message', id, chat_id, parent_id, role, state, mode, text, created_at_ms, collection_name, documents_searched, model_name,
        duration_seconds, tokens_per_second, problem_code, problem_detail, left_out_messages, thought) AS content FROM message;
CREATE VIEW message_seal_end AS SELECT coalesce(max(seq), 0) AS seq,
    coalesce((SELECT chain FROM message_seal ORDER BY seq DESC LIMIT 1), x'') AS chain FROM message_seal;

CREATE TRIGGER message_sealed AFTER INSERT ON message WHEN new.state <> 1 BEGIN
    INSERT INTO message_seal SELECT e.seq + 1, c.id, c.content, row_seal('chain', e.seq + 1, c.id, c.content, e.chain)
    FROM message_content c, message_seal_end e WHERE c.id = new.id;
END;
CREATE TRIGGER message_sealed_again AFTER UPDATE OF id, chat_id, parent_id, role, state, mode, text, created_at_ms, collection_name,
    documents_searched, model_name, duration_seconds, tokens_per_second, problem_code, problem_detail, left_out_messages, thought ON message
    WHEN new.state <> 1 BEGIN
    INSERT INTO message_seal SELECT e.seq + 1, c.id, c.content, row_seal('chain', e.seq + 1, c.id, c.content, e.chain)
    FROM message_content c, message_seal_end e WHERE c.id = new.id;
END;
CREATE TRIGGER message_removal_sealed AFTER DELETE ON message BEGIN
    INSERT INTO message_seal SELECT e.seq + 1, old.id, x'', row_seal('chain', e.seq + 1, old.id, x'', e.chain) FROM message_seal_end e;
END;
UPDATE message SET state = state;
-- The first removal from a word index with secure-delete changes the index's version. When the transaction of that first removal fails, the
-- library rolls the version back in the file and not in its memory, and the next opening takes the index for damaged (FTS5 of 3.46).
-- So every index has its first removal here, where a failure takes the whole schema step with it. A search in between writes what is pending.
INSERT INTO message_index(rowid, text) VALUES (-1, '가나');
SELECT count(*) FROM message_index WHERE message_index MATCH '"가나"';
INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', -1, '가나');
SELECT count(*) FROM message_index WHERE message_index MATCH '"가나"';

INSERT INTO passage_index(rowid, scope, title, heading_path, context, text) VALUES (-1, '', '', '', '', '가나');
SELECT count(*) FROM passage_index WHERE passage_index MATCH '"가나"';
INSERT INTO passage_index(passage_index, rowid, scope, title, heading_path, context, text) VALUES ('delete', -1, '', '', '', '', '가나');
SELECT count(*) FROM passage_index WHERE passage_index MATCH '"가나"';

INSERT INTO chat_title_index(rowid, title) VALUES (-1, '가나');
SELECT count(*) FROM chat_title_index WHERE chat_title_index MATCH '"가나"';
INSERT INTO chat_title_index(chat_title_index, rowid, title) VALUES ('delete', -1, '가나');
SELECT count(*) FROM chat_title_index WHERE chat_title_index MATCH '"가나"';

INSERT INTO document_name_index(rowid, name, title) VALUES (-1, '가나', '');
SELECT count(*) FROM document_name_index WHERE document_name_index MATCH '"가나"';
INSERT INTO document_name_index(document_name_index, rowid, name, title) VALUES ('delete', -1, '가나', '');
SELECT count(*) FROM document_name_index WHERE document_name_index MATCH '"가나"';
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
-- Pages whose text was recognised in their picture, and pages that still have none: a document may be ready in part.
ALTER TABLE document ADD COLUMN pages_without_text INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN pages_recognised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN pages_unsure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN recognition_percent INTEGER NOT NULL DEFAULT 0;
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
-- A whole transaction of a large import becomes one part of the word index: fewer parts are written, and they are merged less often.
INSERT INTO passage_index(passage_index, rank) VALUES('hashsize', 64000000);
-- How many numbers of persons and companies the guard saw in a document, by kind: "resident 2, phone 1". Never the numbers.
ALTER TABLE document ADD COLUMN identifiers TEXT NOT NULL DEFAULT '';
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
-- Files that were attached to one chat: their collection is not listed among the others and goes with the chat.
ALTER TABLE collection ADD COLUMN chat_id INTEGER REFERENCES chat(id) ON DELETE CASCADE;
CREATE UNIQUE INDEX collection_of_chat ON collection(chat_id) WHERE chat_id IS NOT NULL;

-- What a person writes again and again. `uid` stays the same in every copy of the vault.
CREATE TABLE prompt (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))) CHECK (length(uid) = 32),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    changed_at_ms INTEGER NOT NULL
) STRICT;

-- How answers are asked for. NULL: as the makers of the model advise; without a seed every answer has another one.
CREATE TABLE preset (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))) CHECK (length(uid) = 32),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    instructions TEXT NOT NULL,
    temperature_milli INTEGER CHECK (temperature_milli BETWEEN 0 AND 2000),
    top_p_milli INTEGER CHECK (top_p_milli BETWEEN 1 AND 1000),
    longest_answer_tokens INTEGER NOT NULL CHECK (longest_answer_tokens > 0),
    seed INTEGER
) STRICT;

-- The preset of a chat by its uid; empty, or one that is not there any more: the standard one.
ALTER TABLE chat ADD COLUMN preset_uid TEXT NOT NULL DEFAULT '';
-- Branches remember which way they were read last. What a person takes out of sight stays for a while and comes back by undoing: every row below
-- it is marked with where the taking began. A pinned message stays in the model's context when older ones leave.
ALTER TABLE message ADD COLUMN shown_child_id INTEGER;
ALTER TABLE message ADD COLUMN removed_at_ms INTEGER;
ALTER TABLE message ADD COLUMN removed_with_id INTEGER;
ALTER TABLE message ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1));
CREATE INDEX message_by_removal ON message(removed_with_id) WHERE removed_with_id IS NOT NULL;
-- What an answer cost: tokens read and written, and how long the first word took.
ALTER TABLE message ADD COLUMN prompt_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN written_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN first_word_seconds REAL NOT NULL DEFAULT 0;
-- The file has a password of its own, with which it was read. The password is stored nowhere.
ALTER TABLE document ADD COLUMN had_password INTEGER NOT NULL DEFAULT 0 CHECK (had_password IN (0, 1));
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
PRAGMA user_version = 210;
INSERT INTO collection (id, name, created_at_ms) VALUES (1, '예규', 5);
INSERT INTO document (id, collection_id, name, title, format, sha256, size_bytes, page_count, pages_are_estimated, hidden_characters_removed,
    state, problem_code, problem_detail, added_at_ms, plain_text) VALUES (1, 1, '예산.txt', '예산', 'text', zeroblob(32), 40, 2, 1, 0, 1, NULL, '', 6, '예산은 100원이다.'), (2, 1, '암호.hwp', '암호', 'hwp', x'0101010101010101010101010101010101010101010101010101010101010101', 90, 0, 0, 0, 2, 'NeedsPassword', 'hwp', 7, '');
INSERT INTO block VALUES (1, 0, 1, 1, 1, 0, 11);
INSERT INTO passage (id, document_id, ordinal, scope, title, heading_path, context, page, page_is_estimated, start_code_point, end_code_point, text)
    VALUES (1, 1, 0, 'c1', '예산', '제1장', '', 1, 1, 0, 11, '예산은 100원이다.');
INSERT INTO chat (id, title, created_at_ms, updated_at_ms, trashed_at_ms) VALUES (1, '옛 대화', 10, 20, NULL), (2, '버린 대화', 11, 21, 30);
INSERT INTO message (id, chat_id, parent_id, role, state, mode, text, created_at_ms, model_name, duration_seconds, tokens_per_second, documents_searched, problem_code, problem_detail)
    VALUES (1, 1, NULL, 1, 2, 1, '예산 질문', 11, '', 0, 0, 0, NULL, ''), (2, 1, 1, 2, 2, 3, '예산 답변', 12, 'model-a', 1.5, 20.25, 4, NULL, ''),
    (3, 1, 1, 2, 4, 2, '실패한 답변', 13, 'model-a', 0.5, 0, 0, 'WorkerDied', 'signal 9'), (4, 2, NULL, 1, 2, 1, '다른 질문', 14, '', 0, 0, 0, NULL, '');
UPDATE chat SET leaf_id = 2 WHERE id = 1;
INSERT INTO citation VALUES (2, 0, 1, 1, 1, '예산.txt', '제1장', 2, 1, '예산은 100원이다.', '100원', 4, 8, 1, '예산');
UPDATE message SET collection_id = 1, collection_name = '예규' WHERE id = 2;
INSERT INTO setting VALUES ('language', 'ko'), ('theme', 'dark');
UPDATE message SET left_out_messages = 3, thought = '생각' WHERE id = 2;
UPDATE chat SET uid = x'00112233445566778899aabbccddeeff' WHERE id = 1;
INSERT INTO watched_folder VALUES (1, 1, '/자료/예산');
INSERT INTO source_file VALUES (1, '/자료/예산/예산.txt', 1, 40, 7);
INSERT INTO import_job (id, collection_id, created_at_ms, total) VALUES (1, 1, 8, 1);
INSERT INTO import_file VALUES (1, 0, '/자료/예산/남은.txt', 30);
INSERT INTO embedding_model VALUES (1, 'model', zeroblob(32), 1, 2);
INSERT INTO passage_vector VALUES (1, 1, 1, 1, 0.5, x'7f81');
INSERT INTO passage_vector_rest VALUES (1, x'0102');
UPDATE document SET pages_without_text = 1, pages_recognised = 2, pages_unsure = 1, recognition_percent = 87 WHERE id = 1;
INSERT INTO document_label VALUES (1, '2025년');
INSERT INTO answer_scope VALUES (2, 0, 1, '/folder', 0);
INSERT INTO search_case VALUES (1, 1, '연가는 며칠인가', '복무규정.txt', '', 2, 1, 1700000000000);
UPDATE document SET identifiers = 'resident 2, phone 1' WHERE id = 1;
INSERT INTO answer_record VALUES (2, 'model-a', 'kr.go.example.model', 3, 'aabb', '0.1.0', x'0102');
INSERT INTO answer_source VALUES (2, '예산.txt', zeroblob(32));
INSERT INTO chat_folder (id, parent_id, name, created_at_ms, is_open) VALUES (1, NULL, '감사', 9, 1), (2, 1, '자료', 9, 0);
UPDATE chat SET folder_id = 2, is_pinned = 1, is_unread = 1, title_by = 2 WHERE id = 1;
UPDATE chat SET is_archived = 1, title_by = 3 WHERE id = 2;
INSERT INTO collection (id, name, created_at_ms, chat_id) VALUES (2, char(1) || '1', 9, 1);
INSERT INTO prompt (id, name, text, changed_at_ms) VALUES (1, '회신', '{민원}에 답합니다.', 10);
INSERT INTO preset (id, name, instructions, temperature_milli, top_p_milli, longest_answer_tokens, seed) VALUES (1, '쉬운 말', '쉽게', 700, NULL, 512, 7);
UPDATE chat SET preset_uid = (SELECT uid FROM preset WHERE id = 1) WHERE id = 1;
UPDATE message SET shown_child_id = 2, is_pinned = 1 WHERE id = 1;
UPDATE message SET prompt_tokens = 120, written_tokens = 30, first_word_seconds = 0.75 WHERE id = 2;
UPDATE message SET removed_at_ms = 12, removed_with_id = 3 WHERE id = 3;
UPDATE document SET had_password = 1 WHERE id = 1;
INSERT INTO kept_context VALUES (1, 1, 'context.00ff', zeroblob(32), '0.1.0 model cpu', 4096, zeroblob(256), 13);
