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
