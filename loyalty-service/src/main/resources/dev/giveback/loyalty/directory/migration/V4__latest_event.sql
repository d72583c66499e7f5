-- When the latest event was recorded. No index has it, or every event would touch that index too.
ALTER TABLE customer_directory ADD COLUMN latest_millis bigint NOT NULL DEFAULT 0;

-- Rows that are there do not know it: they are made anew from the journal.
UPDATE directory_marker SET is_lost = true WHERE event_count > 0;
