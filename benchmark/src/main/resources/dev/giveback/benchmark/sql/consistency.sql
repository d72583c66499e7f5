-- Whether every transaction that pgbench counted left all of its facts. Each column must be what the run expects.
SELECT (SELECT count(*) FROM request) AS requests,
  (SELECT count(*) FROM customer_order) AS orders,
  (SELECT count(*) FROM ledger) AS entries,
  (SELECT coalesce(sum(order_count), 0) FROM account) AS counted_orders,
  (SELECT coalesce(sum(points), 0) FROM ledger) - (SELECT coalesce(sum(balance), 0) FROM account) AS difference,
  (SELECT count(*) FROM reservation WHERE status = 2) AS confirmed,
  (SELECT count(*) FROM reservation WHERE status = 1) AS left_reserved,
  (SELECT count(*) FROM refund) AS refunds,
  (SELECT coalesce(sum(refunded), 0) FROM sold) AS refunded_pieces
