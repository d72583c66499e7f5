BEGIN;
INSERT INTO coupon_request (request_id, customer_id, order_id, fingerprint) VALUES (:request, :customer, :request, :list_total);
UPDATE coupon SET status = 2, order_id = :request WHERE coupon_id = :coupon AND customer_id = :customer AND status = 1 AND start_time <= now() AND expire_time > now() AND minimum_order <= :list_total RETURNING :list_total * basis_points / 10000 AS discount \gset
\set points (:list_total - :discount - :redeemed) / 100
\set total :list_total + :shipping - :discount - :redeemed
UPDATE coupon_account SET balance = balance - :redeemed + :points, earned = earned + :points, spent = spent + :redeemed, order_count = order_count + 1 WHERE customer_id = :customer AND balance >= :redeemed RETURNING balance \gset
\set taken 0 - :redeemed
\set between :balance - :points
INSERT INTO coupon_order (customer_id, order_id, products, quantities, unit_prices, shipping, discount, redeemed, total, points) VALUES (:customer, :request, ARRAY[:product_1, :product_2, :product_3]::bigint[], ARRAY[:quantity_1, :quantity_2, :quantity_3]::bigint[], ARRAY[:price_1, :price_2, :price_3]::bigint[], :shipping, :discount, :redeemed, :total, :points);
INSERT INTO redemption (coupon_id, customer_id, order_id, discount) VALUES (:coupon, :customer, :request, :discount);
INSERT INTO coupon_ledger (customer_id, order_id, points, balance_after) VALUES (:customer, :request, :taken, :between), (:customer, :request, :points, :balance);
COMMIT;
