-- Up to which event the tables of the directory tell the journal; one row, changed by every transaction that changes them. It is the place
-- where the projection goes on, and tells whether the tables are what was left here. Without it the read model counts as lost.
CREATE TABLE directory_marker (
    -- The place in the feed: transaction and place of the latest event; zeros before the first.
    transaction_id bigint NOT NULL,
    ordering bigint NOT NULL,
    -- Events that the rows of the customers contain.
    event_count bigint NOT NULL,
    -- Rows of saga_under_way.
    saga_count bigint NOT NULL,
    -- Whether the tables were found not to fit the journal: nothing is answered from them until they are rebuilt.
    is_lost boolean NOT NULL,
    only_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row)
) WITH (fillfactor = 50);

-- Tables that are filled already stand where their offset says.
INSERT INTO directory_marker (transaction_id, ordering, event_count, saga_count, is_lost)
SELECT
    coalesce(split_part(kept.current_offset, ':', 1)::bigint, 0),
    coalesce(split_part(kept.current_offset, ':', 2)::bigint, 0),
    (SELECT coalesce(sum(revision), 0) FROM customer_directory),
    (SELECT count(*) FROM saga_under_way),
    false
FROM (SELECT 1) AS always
LEFT JOIN akka_projection_offset_store AS kept
    ON kept.projection_name = 'customer-directory' AND EXISTS (SELECT FROM customer_directory);
