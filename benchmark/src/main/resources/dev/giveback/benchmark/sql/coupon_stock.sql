-- Coupons that the next run of pgbench may use, ids from the first parameter to the second; what earlier runs left over goes. A coupon's
-- customer follows from its id as in coupon_order.sql, out of as many as the third parameter says.
WITH gone AS (DELETE FROM coupon WHERE status = 1)
INSERT INTO coupon (coupon_id, customer_id, status, start_time, expire_time, minimum_order, basis_points)
  SELECT i, 1 + i * 7919 % ?, 1, now() - interval '1 day', now() + interval '1 day', 500, 1000 FROM generate_series(?::bigint, ?) i
