// A node of its own: run by tools/bench/engine/nodes.ts with the address of a database; lives as long as its parent wants.
import pg from 'pg';
import { fly } from './flight.ts';
import { openOrders } from './lives.ts';

const [url, inFlight, warm, seconds] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 16 });
const orders = await openOrders(pool, `order.price-${process.pid}`);
await fly(Number(inFlight), Number(warm), (no) => orders.live(no));
process.send!('ready');
await new Promise<void>((resolve) => void process.once('message', () => resolve()));
const { perSecond } = await fly(Number(inFlight), Number(seconds), (no) => orders.live(no));
await pool.end();
process.send!({ perSecond });
process.disconnect();
