-- A refund of one piece of the customer's order: never more pieces than it has, and a point is taken back for each whole pound.
\set n :n + 1
\set request :run * 1000000000000 + :client_id * 1000000000 + :n
\set customer {customer}
BEGIN;
INSERT INTO request (request_id, customer_id, order_id, fingerprint) VALUES (:request, :customer, 1, 1);
UPDATE sold SET refunded = refunded + 1 WHERE customer_id = :customer AND refunded < quantity RETURNING (refunded - 1) * unit_price / 100 - refunded * unit_price / 100 AS points, unit_price AS amount \gset
UPDATE account SET balance = balance + :points WHERE customer_id = :customer RETURNING balance \gset
INSERT INTO refund (refund_id, customer_id, quantity, amount) VALUES (:request, :customer, 1, :amount);
INSERT INTO ledger (customer_id, order_id, points, balance_after) VALUES (:customer, 1, :points, :balance);
COMMIT;
