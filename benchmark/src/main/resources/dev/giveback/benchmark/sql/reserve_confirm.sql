BEGIN;
INSERT INTO request (request_id, customer_id, order_id, fingerprint) VALUES (:request, :customer, :request, :total);
INSERT INTO reservation (customer_id, order_id, products, quantities, unit_prices, total, points) VALUES (:customer, :request, ARRAY[:product_1, :product_2, :product_3]::bigint[], ARRAY[:quantity_1, :quantity_2, :quantity_3]::bigint[], ARRAY[:price_1, :price_2, :price_3]::bigint[], :total, :points);
COMMIT;
\set confirm :request + 500000000
BEGIN;
INSERT INTO request (request_id, customer_id, order_id, fingerprint) VALUES (:confirm, :customer, :request, :total);
UPDATE reservation SET status = 2 WHERE customer_id = :customer AND order_id = :request AND status = 1 AND expire_time > now() RETURNING points AS points \gset
INSERT INTO customer_order (customer_id, order_id, products, quantities, unit_prices, total, points) SELECT customer_id, order_id, products, quantities, unit_prices, total, points FROM reservation WHERE customer_id = :customer AND order_id = :request;
UPDATE account SET balance = balance + :points, earned = earned + :points, order_count = order_count + 1 WHERE customer_id = :customer RETURNING balance \gset
INSERT INTO ledger (customer_id, order_id, points, balance_after) VALUES (:customer, :request, :points, :balance);
COMMIT;
