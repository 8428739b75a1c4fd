-- Pages whose text was recognised in their picture, and pages that still have none: a document may be ready in part.
ALTER TABLE document ADD COLUMN pages_without_text INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN pages_recognised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN pages_unsure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN recognition_percent INTEGER NOT NULL DEFAULT 0;
