-- The least that a database can do durably: one short row, one commit.
\set n :n + 1
\set request :run * 1000000000000 + :client_id * 1000000000 + :n
INSERT INTO commit_only (commit_id) VALUES (:request);
