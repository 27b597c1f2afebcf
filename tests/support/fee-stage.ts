import assert from 'node:assert/strict';
import { connectPayment, createSaferpayProvider } from '@einwohnerportal/connectors';
import {
  startRecordedSaferpay,
  TEST_ACCOUNT,
  type RecordedSaferpay,
} from '../../packages/connectors/src/payment/saferpay/recorded.testing.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './stage.ts';

export const CALLBACK_SECRET = 'secret of callbacks';
export const ALL = 'demo-payment:online, cards:online, qr-bill:invoice';
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const COLLECT = 'fees.collect';

/** A payment as its table has it. */
export interface Seen {
  state: string;
  surplus: boolean;
  connector: string;
  provider_id: string;
  step_key: string;
  payment_id: string;
}

/** The fictional canton with cards at a provider that answers as recorded, and what the tables say of the case that was sent last. */
export interface FeeStage {
  stage: Told;
  saferpay: RecordedSaferpay;
  /** Mira orders where the fee is paid by these means: one, or choices as `demo-payment:online, qr-bill:invoice`. */
  order(means: string): Promise<void>;
  choose(means: string): Promise<void>;
  /** The provider says so often that this payment has changed. */
  hint(id: string, times?: number): Promise<void>;
  later(ms: number): Promise<void>;
  payments(): Promise<Seen[]>;
  last(): Promise<Seen>;
  states(): Promise<string[]>;
  outcome(): Promise<string | null>;
  /** Entries of bank files by what they were taken for. */
  judged(): Promise<string[]>;
  refunds(): Promise<string[]>;
  /** Whatever happened: no fee is settled twice, and nothing goes back more than once or beyond what came. */
  assertNothingTwice(): Promise<void>;
  end(): Promise<void>;
}

export async function openFeeStage(): Promise<FeeStage> {
  const saferpay = await startRecordedSaferpay();
  const stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
  const provider = createSaferpayProvider({ id: 'cards', baseUrl: saferpay.url, ...TEST_ACCOUNT, timeoutMs: 5_000 });
  const cards = connectPayment({
    id: 'cards',
    provider,
    publicUrl: 'https://portal.example',
    callbackSecret: CALLBACK_SECRET,
    clock: () => new Date(stage.now()),
  });
  stage.world.connectors.set('cards', cards);
  stage.world.payments.set('cards', provider);
  return {
    stage,
    saferpay,
    async order(means) {
      await stage.rebind('beispielwil', COLLECT, means);
      await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
    },
    choose: (means) => stage.act('choose', { as: 'mira', means }),
    async hint(id, times = 1) {
      for (let time = 0; time < times; time++) await stage.owner.query('insert into cases.payment_hints (provider_id) values ($1)', [id]);
      await stage.settle();
    },
    async later(ms) {
      stage.moveTo(new Date(Date.parse(stage.now()) + ms).toISOString());
      await stage.settle();
    },
    ...tablesOf(stage),
    async end() {
      await stage.end();
      await saferpay.stop();
    },
  };
}

function tablesOf(stage: Told): Pick<FeeStage, 'payments' | 'last' | 'states' | 'outcome' | 'judged' | 'refunds' | 'assertNothingTwice'> {
  const rowsOf = async <T extends object>(statement: string): Promise<T[]> =>
    (await stage.owner.query<T>(statement, [stage.memory.reference])).rows;
  const payments = (): Promise<Seen[]> =>
    rowsOf(`select p.* from cases.payments p join cases.cases c using (case_id) where c.reference = $1 order by p.created_at, p.step_key`);
  return {
    payments,
    last: async () => (await payments()).at(-1)!,
    states: async () => (await payments()).map(({ state, surplus }) => (surplus ? `${state} surplus` : state)),
    async outcome() {
      const [row] = await rowsOf<{ outcome: string | null }>('select outcome from cases.cases where reference = $1');
      return row!.outcome;
    },
    async judged() {
      const rows = await rowsOf<{ judged: string; open: boolean }>(
        'select judged, done_at is null as open from cases.bank_entries b join cases.cases c using (case_id) where c.reference = $1 order by b.imported_at, b.amount',
      );
      return rows.map((row) => `${row.judged}${row.open ? ' open' : ''}`);
    },
    async refunds() {
      const rows = await rowsOf<{ what: string }>(
        `select r.amount || ' ' || r.reason || ' ' || r.state as what from cases.refunds r join cases.cases c using (case_id) where c.reference = $1 order by r.requested_at, r.refund_key`,
      );
      return rows.map(({ what }) => what);
    },
    async assertNothingTwice() {
      const { rows } = await stage.owner.query<{ demand: string }>(
        `select demand from cases.payments where settled_at is not null and not surplus group by case_id, demand having count(*) > 1
         union all select r.refund_key from cases.refunds r join cases.payments p using (payment_id) where r.state <> 'impossible' group by r.refund_key, p.amount having sum(r.amount) > p.amount`,
      );
      assert.deepEqual(rows, []);
    },
  };
}

interface Means {
  pay(fees: FeeStage): Promise<void>;
  leave: ((fees: FeeStage) => Promise<void>) | null;
}

/** What a payer does on the page or at the bank, by means of payment. */
export const MEANS = {
  'demo-payment': {
    pay: async ({ stage, last }) => stage.world.pay((await last()).provider_id, 'settled'),
    leave: async ({ stage, last }) => stage.world.pay((await last()).provider_id, 'cancelled'),
  },
  cards: {
    pay: async ({ saferpay, last }) => saferpay.payer((await last()).provider_id, 'authorise'),
    leave: async ({ saferpay, last }) => saferpay.payer((await last()).provider_id, 'abort'),
  },
  'qr-bill': { pay: ({ stage }) => stage.act('bank', { amount: '20.00' }), leave: null },
} satisfies Record<string, Means>;
