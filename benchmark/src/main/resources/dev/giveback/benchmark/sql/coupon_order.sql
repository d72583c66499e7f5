-- Draws an order with a coupon that no other transaction uses: those of a run are dealt out to its clients in turn. Points are pence.
\set n :n + 1
\set request :run * 1000000000000 + :client_id * 1000000000 + :n
\set coupon :first + (:n - 1) * :clients + :client_id
\set customer 1 + :coupon * 7919 % {customers}
\set product_1 random(10000, 13999)
\set product_2 random(10000, 13999)
\set product_3 random(10000, 13999)
\set quantity_1 random(1, 5)
\set quantity_2 random(1, 5)
\set quantity_3 random(1, 5)
\set price_1 random(500, 4999)
\set price_2 random(500, 4999)
\set price_3 random(500, 4999)
\set list_total :quantity_1 * :price_1 + :quantity_2 * :price_2 + :quantity_3 * :price_3
\set shipping 499
\set redeemed 100
