-- The transaction of the last event that was read; 0 when that is not known. A journal that ends before it is another one.
ALTER TABLE outcome_progress ADD COLUMN transaction bigint NOT NULL DEFAULT 0;
