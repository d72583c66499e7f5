-- Whether every checkout with a coupon that pgbench counted left all of its facts, and none left only some. The first columns must be
-- what the run expects, the others 0.
SELECT (SELECT count(*) FROM coupon_request) AS requests,
  (SELECT count(*) FROM coupon_order) AS orders,
  (SELECT count(*) FROM redemption) AS redemptions,
  (SELECT count(*) FROM coupon WHERE status = 2) AS used_coupons,
  (SELECT count(*) FROM coupon JOIN redemption USING (coupon_id, customer_id, order_id) JOIN coupon_order USING (customer_id, order_id)
    WHERE coupon_order.discount = redemption.discount) AS matching_orders,
  (SELECT count(*) / 2 FROM coupon_ledger) AS pairs_of_entries,
  (SELECT coalesce(sum(order_count), 0) FROM coupon_account) AS counted_orders,
  (SELECT coalesce(sum(points), 0) FROM coupon_ledger) - (SELECT coalesce(sum(balance - 50000), 0) FROM coupon_account) AS difference,
  (SELECT coalesce(sum(redeemed), 0) FROM coupon_order) - (SELECT coalesce(sum(spent), 0) FROM coupon_account) AS spent_difference,
  (SELECT count(*) FROM coupon_account WHERE balance < 0) AS overdrawn
