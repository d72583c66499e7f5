-- A claim as one counter has it: one round trip, one row, one commit. Nobody knows afterwards who claimed.
\set n :n + 1
UPDATE campaign SET used = used + 1 WHERE campaign_id = 1 AND used < max_used;
