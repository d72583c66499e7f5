-- The same by hand for checkouts with a coupon and points: beside the tables of plain checkouts there is the coupon with its validity,
-- and the row that says which order used it. As there, all of it gives SQL its best.

CREATE TABLE coupon_account (
  customer_id bigint PRIMARY KEY,
  balance bigint NOT NULL,
  earned bigint NOT NULL,
  spent bigint NOT NULL,
  order_count bigint NOT NULL
) WITH (fillfactor = 50);

-- Status 1 can be used, 2 was used. There is no index on it, so that an update touches no index.
CREATE TABLE coupon (
  coupon_id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  status smallint NOT NULL,
  start_time timestamptz NOT NULL,
  expire_time timestamptz NOT NULL,
  minimum_order bigint NOT NULL,
  basis_points bigint NOT NULL,
  order_id bigint
) WITH (fillfactor = 50);

CREATE TABLE coupon_request (
  request_id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  fingerprint bigint NOT NULL
);

CREATE TABLE coupon_order (
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  purchase_time timestamptz NOT NULL DEFAULT now(),
  products bigint[] NOT NULL,
  quantities bigint[] NOT NULL,
  unit_prices bigint[] NOT NULL,
  shipping bigint NOT NULL,
  discount bigint NOT NULL,
  redeemed bigint NOT NULL,
  total bigint NOT NULL,
  points bigint NOT NULL,
  PRIMARY KEY (customer_id, order_id)
);

CREATE TABLE redemption (
  coupon_id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  discount bigint NOT NULL,
  record_time timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE coupon_ledger (
  ledger_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  record_time timestamptz NOT NULL DEFAULT now(),
  points bigint NOT NULL,
  balance_after bigint NOT NULL
);

-- One campaign whose counter every claim takes from, for the counter alone (1) and for the counter with the claim's row (2); room on
-- their pages, so that an update touches no index.
CREATE TABLE campaign (
  campaign_id int PRIMARY KEY,
  used bigint NOT NULL,
  max_used bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO campaign VALUES (1, 0, 1000000000), (2, 0, 1000000000);

CREATE TABLE claim (
  claim_id bigint PRIMARY KEY,
  campaign_id int NOT NULL,
  customer_id bigint NOT NULL,
  claim_time timestamptz NOT NULL DEFAULT now()
);

-- The whole checkout in one round trip. A repeat gives the first answer; a coupon or points that are missing undo all of it.
CREATE FUNCTION checkout_with_coupon(
  the_request bigint, the_customer bigint, the_order bigint, the_products bigint[], the_quantities bigint[],
  the_unit_prices bigint[], the_list_total bigint, the_shipping bigint, the_coupon bigint, the_redeemed bigint
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  the_discount bigint;
  the_points bigint;
  new_balance bigint;
BEGIN
  INSERT INTO coupon_request (request_id, customer_id, order_id, fingerprint)
    VALUES (the_request, the_customer, the_order, the_list_total) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT balance_after INTO STRICT new_balance FROM coupon_ledger JOIN coupon_request USING (customer_id, order_id)
      WHERE request_id = the_request ORDER BY ledger_id DESC LIMIT 1;
    RETURN new_balance;
  END IF;
  UPDATE coupon SET status = 2, order_id = the_order
    WHERE coupon_id = the_coupon AND customer_id = the_customer AND status = 1 AND start_time <= now() AND expire_time > now()
      AND minimum_order <= the_list_total
    RETURNING the_list_total * basis_points / 10000 INTO STRICT the_discount;
  the_points := (the_list_total - the_discount - the_redeemed) / 100;
  UPDATE coupon_account
    SET balance = balance - the_redeemed + the_points, earned = earned + the_points, spent = spent + the_redeemed,
      order_count = order_count + 1
    WHERE customer_id = the_customer AND balance >= the_redeemed RETURNING balance INTO STRICT new_balance;
  INSERT INTO coupon_order (customer_id, order_id, products, quantities, unit_prices, shipping, discount, redeemed, total, points)
    VALUES (the_customer, the_order, the_products, the_quantities, the_unit_prices, the_shipping, the_discount, the_redeemed,
      the_list_total + the_shipping - the_discount - the_redeemed, the_points);
  INSERT INTO redemption (coupon_id, customer_id, order_id, discount)
    VALUES (the_coupon, the_customer, the_order, the_discount);
  INSERT INTO coupon_ledger (customer_id, order_id, points, balance_after)
    VALUES (the_customer, the_order, -the_redeemed, new_balance - the_points), (the_customer, the_order, the_points, new_balance);
  RETURN new_balance;
END
$$;
