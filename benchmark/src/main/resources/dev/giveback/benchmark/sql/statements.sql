BEGIN;
INSERT INTO request (request_id, customer_id, order_id, fingerprint) VALUES (:request, :customer, :request, :total);
INSERT INTO customer_order (customer_id, order_id, products, quantities, unit_prices, total, points) VALUES (:customer, :request, ARRAY[:product_1, :product_2, :product_3]::bigint[], ARRAY[:quantity_1, :quantity_2, :quantity_3]::bigint[], ARRAY[:price_1, :price_2, :price_3]::bigint[], :total, :points);
UPDATE account SET balance = balance + :points, earned = earned + :points, order_count = order_count + 1 WHERE customer_id = :customer RETURNING balance \gset
INSERT INTO ledger (customer_id, order_id, points, balance_after) VALUES (:customer, :request, :points, :balance);
COMMIT;
