-- Whether every claim that pgbench counted took one place: those of the counter alone, those with a row, and the rows themselves.
SELECT (SELECT used FROM campaign WHERE campaign_id = 1) AS counted,
  (SELECT used FROM campaign WHERE campaign_id = 2) AS counted_with_rows,
  (SELECT count(*) FROM claim) AS claims
