-- Draws an order. Ids never repeat: `run` differs at each start of pgbench, and n counts on in each client.
\set n :n + 1
\set request :run * 1000000000000 + :client_id * 1000000000 + :n
\set customer {customer}
\set product_1 random(10000, 13999)
\set product_2 random(10000, 13999)
\set product_3 random(10000, 13999)
\set quantity_1 random(1, 5)
\set quantity_2 random(1, 5)
\set quantity_3 random(1, 5)
\set price_1 random(0, 4999)
\set price_2 random(0, 4999)
\set price_3 random(0, 4999)
\set total :quantity_1 * :price_1 + :quantity_2 * :price_2 + :quantity_3 * :price_3
\set points :total / 100
