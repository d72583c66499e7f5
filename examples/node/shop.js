// A customer enrols, buys, repeats the purchase by mistake, and asks for more points than there are.
//
//   GIVEBACK_KEY=$(cat ../../data/operator.key) node shop.js 127.0.0.1:8980 online-retail
import { connect, reasonOf } from './giveback.js';

const [target = '127.0.0.1:8980', program = 'online-retail', currencyCode = 'GBP'] = process.argv.slice(2);
const giveback = connect({ target, key: process.env.GIVEBACK_KEY ?? '', plaintext: target.startsWith('127.0.0.1:') });
const id = `node-${process.pid}-${Date.now()}`;
const customer = `programs/${program}/customers/${id}`;

try {
  await giveback.customers.enrollCustomer({ customer });
  console.log(`enrolled ${customer}`);

  const order = {
    customer,
    requestId: `${id}-order`,
    orderId: `${id}-order`,
    basket: { lines: [{ product: 'MUG', quantity: 2, unitPrice: { currencyCode, units: 4, nanos: 950000000 } }] },
  };
  const first = await giveback.checkouts.completeCheckout(order);
  console.log(`earned ${first.outcome.order.pointsEarned} points`);

  // As after a crash of the shop's own program: the same request id gives the same answer, and earns nothing more.
  const again = await giveback.checkouts.completeCheckout(order);
  console.log(`repeated: still ${again.balance.total} points`);

  const { lots } = await giveback.points.listLots({ parent: customer });
  console.log(`balance ${lots.reduce((sum, lot) => sum + BigInt(lot.remaining), 0n)} points in ${lots.length} lot`);

  await giveback.points.redeemPoints({ customer, points: 1000000 });
} catch (error) {
  const { reason, metadata } = reasonOf(error);
  console.log(`refused: ${reason}${metadata.missing ? `, ${metadata.missing} points are missing` : ''}`);
  process.exitCode = reason === 'INSUFFICIENT_POINTS' ? 0 : 1;
} finally {
  giveback.close();
}
