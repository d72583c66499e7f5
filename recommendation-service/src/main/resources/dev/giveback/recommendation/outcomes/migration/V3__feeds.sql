-- How readers of other services' feeds stand.
CREATE TABLE feed_standing (
    reader text PRIMARY KEY,
    -- Whether an admin stopped it.
    paused boolean NOT NULL DEFAULT false,
    -- When it had last taken everything that there was; 0 for never.
    current_millis bigint NOT NULL DEFAULT 0
);
