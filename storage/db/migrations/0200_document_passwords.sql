-- The file has a password of its own, with which it was read. The password is stored nowhere.
ALTER TABLE document ADD COLUMN had_password INTEGER NOT NULL DEFAULT 0 CHECK (had_password IN (0, 1));
