// Checks that a call comes from Giveback, with Node alone: node verify-webhook.mjs SECRET WEBHOOK-ID WEBHOOK-TIMESTAMP WEBHOOK-SIGNATURE < body
//
// Exit code 0: it does; 1: it does not; 2: wrong use. A shop takes the function verify; the body must be the bytes that came in, before any JSON
// library has touched them (in Express: express.raw({ type: 'application/json' })).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TOLERANCE_SECONDS = 300;

export function verify(secret, id, timestamp, signatures, body, nowSeconds) {
  if (Math.abs(nowSeconds - Number(timestamp)) > TOLERANCE_SECONDS) {
    return false;
  }
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  const expected = Buffer.from(`v1,${mac}`);
  // While a secret is rotated there are two.
  return signatures.split(' ').some((text) => {
    const given = Buffer.from(text);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const headers = process.argv.slice(2);
if (headers.length !== 4) {
  console.error('usage: node verify-webhook.mjs SECRET WEBHOOK-ID WEBHOOK-TIMESTAMP WEBHOOK-SIGNATURE < body');
  process.exit(2);
}
const isRight = verify(...headers, readFileSync(0), Date.now() / 1000);
console.log(isRight ? 'signed' : 'not signed');
process.exit(isRight ? 0 : 1);
