-- The least that a database can be asked: one row by its primary key.
\set n :n + 1
\set customer {customer}
SELECT balance, earned, order_count FROM account WHERE customer_id = :customer;
