-- A claim that can be told afterwards: the counter and the claim's row in one transaction. One statement, because the row of the counter
-- is locked from its update to the commit, and a round trip between the two would hold up everybody else.
\set n :n + 1
\set claim :run * 1000000000000 + :client_id * 1000000000 + :n
WITH taken AS (UPDATE campaign SET used = used + 1 WHERE campaign_id = 2 AND used < max_used RETURNING campaign_id) INSERT INTO claim (claim_id, campaign_id, customer_id) SELECT :claim, campaign_id, :claim FROM taken;
