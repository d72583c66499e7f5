-- What a shop would write by hand for the same facts: the request for repeats, the order with its lines, the ledger, the balance.
-- All of it gives SQL its best: numbers for ids, the lines inside the order's row, no foreign keys, no index beyond the primary keys,
-- and room on the balance's pages so that an update touches no index.

CREATE TABLE account (
  customer_id bigint PRIMARY KEY,
  balance bigint NOT NULL,
  earned bigint NOT NULL,
  order_count bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE request (
  request_id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  fingerprint bigint NOT NULL
);

CREATE TABLE customer_order (
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  purchase_time timestamptz NOT NULL DEFAULT now(),
  products bigint[] NOT NULL,
  quantities bigint[] NOT NULL,
  unit_prices bigint[] NOT NULL,
  total bigint NOT NULL,
  points bigint NOT NULL,
  PRIMARY KEY (customer_id, order_id)
);

CREATE TABLE ledger (
  ledger_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  record_time timestamptz NOT NULL DEFAULT now(),
  points bigint NOT NULL,
  balance_after bigint NOT NULL
);

-- An order that is not bought yet; status 1 can be confirmed, 2 was.
CREATE TABLE reservation (
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  status smallint NOT NULL DEFAULT 1,
  expire_time timestamptz NOT NULL DEFAULT now() + interval '15 minutes',
  products bigint[] NOT NULL,
  quantities bigint[] NOT NULL,
  unit_prices bigint[] NOT NULL,
  total bigint NOT NULL,
  points bigint NOT NULL,
  PRIMARY KEY (customer_id, order_id)
) WITH (fillfactor = 50);

-- The order of each customer that is refunded piece by piece.
CREATE TABLE sold (
  customer_id bigint PRIMARY KEY,
  quantity bigint NOT NULL,
  unit_price bigint NOT NULL,
  refunded bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE refund (
  refund_id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  quantity bigint NOT NULL,
  amount bigint NOT NULL,
  record_time timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE commit_only (
  commit_id bigint PRIMARY KEY
);

-- The whole checkout in one round trip. A repeat gives the first answer.
CREATE FUNCTION checkout(
  the_request bigint, the_customer bigint, the_order bigint,
  the_products bigint[], the_quantities bigint[], the_unit_prices bigint[], the_total bigint, the_points bigint
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  new_balance bigint;
BEGIN
  INSERT INTO request (request_id, customer_id, order_id, fingerprint)
    VALUES (the_request, the_customer, the_order, the_total) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT balance_after INTO STRICT new_balance FROM ledger JOIN request USING (customer_id, order_id)
      WHERE request_id = the_request;
    RETURN new_balance;
  END IF;
  INSERT INTO customer_order (customer_id, order_id, products, quantities, unit_prices, total, points)
    VALUES (the_customer, the_order, the_products, the_quantities, the_unit_prices, the_total, the_points);
  UPDATE account
    SET balance = balance + the_points, earned = earned + the_points, order_count = order_count + 1
    WHERE customer_id = the_customer RETURNING balance INTO STRICT new_balance;
  INSERT INTO ledger (customer_id, order_id, points, balance_after)
    VALUES (the_customer, the_order, the_points, new_balance);
  RETURN new_balance;
END
$$;
