-- The read model of the customers, one row each: what the journal says of a customer up to the event `revision`.
-- It follows the journal within a second or so and can be built again from it; the journal is the truth.
CREATE TABLE customer_directory (
    -- The total right after the latest event; points that expired since then still count here.
    total bigint NOT NULL,
    -- Sums over all events.
    earned bigint NOT NULL,
    spent bigint NOT NULL,
    expired bigint NOT NULL,
    taken_back bigint NOT NULL,
    restored bigint NOT NULL,
    adjusted bigint NOT NULL,
    order_count bigint NOT NULL,
    -- The sequence number of the latest event.
    revision bigint NOT NULL,
    -- No lot expires before then, so the sweeper need not look at this customer before then; NULL when none ever will.
    next_expiry_millis bigint,
    member boolean NOT NULL,
    -- Bytewise: pages are in the order of the bytes of the id, whatever the locale of the server.
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    -- NULL until an event gave a tier, empty when one was taken.
    tier_id text COLLATE "C",
    PRIMARY KEY (program, customer)
) WITH (
    -- A row is updated by every event of its customer and no indexed column changes by it, so with room left in its page
    -- no index is touched.
    fillfactor = 80
);

-- What the sweeper looks for: the customers whose points expire first.
CREATE INDEX customer_directory_next_expiry ON customer_directory (next_expiry_millis)
WHERE next_expiry_millis IS NOT NULL;

-- The sums over the rows above, one row a program, kept by the same statement: a sum over a million customers is slow.
CREATE TABLE program_totals (
    customer_count bigint NOT NULL,
    order_count bigint NOT NULL,
    event_count bigint NOT NULL,
    outstanding bigint NOT NULL,
    earned bigint NOT NULL,
    spent bigint NOT NULL,
    expired bigint NOT NULL,
    taken_back bigint NOT NULL,
    restored bigint NOT NULL,
    adjusted bigint NOT NULL,
    program text COLLATE "C" NOT NULL PRIMARY KEY
) WITH (fillfactor = 50);
