import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Saferpay as its documentation shows it (JSON interface, specification 1.45): mandatory members, formats of ids, basic authentication,
 * answers with the members and statuses of the published examples. What a payer does is told to it. It is written from the
 * documentation and knows nothing of our adapter.
 */
export interface RecordedSaferpay {
  url: string;
  /** Requests in order, with their bodies. */
  requests: { path: string; body: Record<string, any>; status: number }[];
  /** What the payer did on the page of a token. */
  payer(token: string, did: 'authorise' | 'abort' | 'decline' | 'leave', changes?: { value?: string; currency?: string }): void;
  /** Tokens lapse: from now on only the order's number finds a transaction. */
  lapse(): void;
  /** Number of times that money was taken and given back, by order. */
  moved: { captured: number; cancelled: number; refunded: number };
  /** The next answer to this path is lost on the way, after the work was done. */
  loseNext(path: string): void;
  /** The next answer to this path is this failure. */
  failNext(path: string, status: number, failure: { Behavior: string; ErrorName: string }): void;
  stop(): Promise<void>;
}

interface Deal {
  token: string;
  orderId: string;
  id: string;
  value: string;
  currency: string;
  status: 'NOT_STARTED' | 'AUTHORIZED' | 'CAPTURED' | 'CANCELED' | 'ABORTED' | 'DECLINED';
  captureId: string | null;
  refunded: number;
}

const CREDENTIALS = `Basic ${Buffer.from('API_401860_80003225:C-y*bv8346Ze5-T8').toString('base64')}`;
export const TEST_ACCOUNT = {
  customerId: '401860',
  terminalId: '17795278',
  interfaceName: 'API_401860_80003225',
  password: 'C-y*bv8346Ze5-T8',
} as const;

export async function startRecordedSaferpay(): Promise<RecordedSaferpay> {
  const deals: Deal[] = [];
  const done = new Map<string, { status: number; body: object }>();
  const requests: RecordedSaferpay['requests'] = [];
  const moved = { captured: 0, cancelled: 0, refunded: 0 };
  const lost = new Set<string>();
  const failing = new Map<string, { status: number; failure: { Behavior: string; ErrorName: string } }>();
  let lapsed = false;

  const failure = (ErrorName: string, Behavior = 'ABORT', status = 402, detail: object = {}) => ({
    status,
    body: { Behavior, ErrorName, ErrorMessage: ErrorName.toLowerCase().replaceAll('_', ' '), ...detail },
  });
  const transaction = (deal: Deal) => ({
    Type: 'PAYMENT',
    Status: deal.status,
    Id: deal.id,
    Date: '2027-03-01T09:19:27.078+01:00',
    Amount: { Value: deal.value, CurrencyCode: deal.currency },
    OrderId: deal.orderId,
    AcquirerName: 'Saferpay Test Card',
    AcquirerReference: '000000',
    SixTransactionReference: `0:0:3:${deal.id}`,
    ApprovalCode: '012345',
    ...(deal.captureId ? { CaptureId: deal.captureId } : {}),
  });
  const means = {
    PaymentMeans: {
      Brand: { PaymentMethod: 'VISA', Name: 'VISA' },
      DisplayText: '9123 45xx xxxx 1234',
      Card: { MaskedNumber: '912345xxxxxx1234', ExpYear: 2029, ExpMonth: 9, HolderName: 'Max Mustermann', CountryCode: 'CH' },
    },
    Liability: {
      LiabilityShift: true,
      LiableEntity: 'ThreeDs',
      ThreeDs: { Authenticated: true, LiabilityShift: true, Xid: 'ARkvCgk5Y1t/BDFFXkUPGX9DUgs=' },
    },
  };
  const answerFor: Record<string, (body: Record<string, any>, url: string) => { status: number; body: object }> = {
    'Payment/v1/PaymentPage/Initialize'(body, url) {
      const missing = ['TerminalId', 'Payment', 'ReturnUrl'].filter((name) => !body[name]);
      const { Amount, Description, OrderId } = body['Payment'] ?? {};
      if (missing.length > 0 || !/^[1-9]\d*$/.test(Amount?.Value ?? '') || !/^[A-Z]{3}$/.test(Amount?.CurrencyCode ?? '') || !Description)
        return failure('VALIDATION_FAILED', 'ABORT', 400, { ErrorDetail: missing });
      if (!/^[\w.:-]{1,80}$/.test(OrderId ?? '') || !body['ReturnUrl'].Url) return failure('VALIDATION_FAILED', 'ABORT', 400);
      const token = `234uhfh78234hlasdfh8234e${deals.length}`;
      deals.push({
        token,
        orderId: OrderId,
        id: `723n4MAjMdhjSAhAKEUdA8jtl9j${deals.length}`,
        value: Amount.Value,
        currency: Amount.CurrencyCode,
        status: 'NOT_STARTED',
        captureId: null,
        refunded: 0,
      });
      return {
        status: 200,
        body: {
          Token: token,
          Expiration: '2027-03-01T12:45:22.258+01:00',
          RedirectUrl: `${url}/vt2/api/PaymentPage/1234/12341234/${token}`,
        },
      };
    },
    'Payment/v1/PaymentPage/Assert'(body) {
      const deal = deals.find((each) => each.token === body['Token']);
      if (!deal) return failure('TOKEN_INVALID');
      if (lapsed) return failure('TOKEN_EXPIRED');
      if (deal.status === 'NOT_STARTED') return failure('TRANSACTION_NOT_STARTED', 'RETRY_LATER');
      if (deal.status === 'ABORTED') return failure('TRANSACTION_ABORTED', 'ABORT', 402, { TransactionId: deal.id });
      if (deal.status === 'DECLINED')
        return failure('TRANSACTION_DECLINED', 'OTHER_MEANS', 402, {
          TransactionId: deal.id,
          ProcessorName: 'SIX',
          ProcessorResult: '51',
          ProcessorMessage: 'Insufficient funds',
        });
      return { status: 200, body: { Transaction: transaction(deal), ...means } };
    },
    'Payment/v1/Transaction/Inquire'(body) {
      const { OrderId, TransactionId } = body['TransactionReference'] ?? {};
      const deal = deals.find(
        (each) =>
          (OrderId ? each.orderId === OrderId : each.id === TransactionId) && ['AUTHORIZED', 'CAPTURED', 'CANCELED'].includes(each.status),
      );
      return deal ? { status: 200, body: { Transaction: transaction(deal), ...means } } : failure('TRANSACTION_NOT_FOUND');
    },
    'Payment/v1/Transaction/Capture'(body) {
      const deal = deals.find((each) => each.id === body['TransactionReference']?.TransactionId);
      if (!deal)
        return body['TransactionReference']?.TransactionId?.startsWith('REFUND')
          ? { status: 200, body: { CaptureId: 'refund-capture', Status: 'CAPTURED', Date: '2027-03-02T08:00:00.000Z' } }
          : failure('TRANSACTION_NOT_FOUND');
      if (deal.status === 'CAPTURED') return failure('TRANSACTION_ALREADY_CAPTURED');
      if (deal.status !== 'AUTHORIZED') return failure('TRANSACTION_IN_WRONG_STATE');
      deal.status = 'CAPTURED';
      deal.captureId = `${deal.id}_c`;
      moved.captured++;
      return { status: 200, body: { CaptureId: deal.captureId, Status: 'CAPTURED', Date: '2027-03-01T09:20:00.000+01:00' } };
    },
    'Payment/v1/Transaction/Cancel'(body) {
      const deal = deals.find((each) => each.id === body['TransactionReference']?.TransactionId);
      if (!deal) return failure('TRANSACTION_NOT_FOUND');
      if (deal.status !== 'AUTHORIZED') return failure('TRANSACTION_IN_WRONG_STATE');
      deal.status = 'CANCELED';
      moved.cancelled++;
      return { status: 200, body: { TransactionId: deal.id, OrderId: deal.orderId, Date: '2027-03-01T09:21:00.000+01:00' } };
    },
    'Payment/v1/Transaction/Refund'(body) {
      const deal = deals.find((each) => each.captureId !== null && each.captureId === body['CaptureReference']?.CaptureId);
      if (!deal) return failure('TRANSACTION_NOT_FOUND');
      const asked = Number(body['Refund']?.Amount?.Value);
      if (!(asked > 0) || deal.refunded + asked > Number(deal.value)) return failure('AMOUNT_INVALID');
      deal.refunded += asked;
      moved.refunded += asked;
      return {
        status: 200,
        body: { Transaction: { ...transaction(deal), Type: 'REFUND', Status: 'AUTHORIZED', Id: `REFUND${moved.refunded}` }, ...means },
      };
    },
  };

  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const path = (request.url ?? '').replace(/^\/api\//, '');
      const body = JSON.parse(text) as Record<string, any>;
      const head = body['RequestHeader'] ?? {};
      let said: { status: number; body: object };
      const kept = done.get(`${path} ${head.RequestId}`);
      if (request.headers.authorization !== CREDENTIALS) said = failure('AUTHENTICATION_FAILED', 'ABORT', 401);
      else if (!/application\/json/.test(request.headers['content-type'] ?? '') || !/application\/json/.test(request.headers.accept ?? ''))
        said = failure('VALIDATION_FAILED', 'ABORT', 415);
      else if (
        !/^1\.\d{1,2}$/.test(head.SpecVersion ?? '') ||
        head.CustomerId !== TEST_ACCOUNT.customerId ||
        !/^[\w.:-]{1,50}$/.test(head.RequestId ?? '') ||
        !(head.RetryIndicator >= 0 && head.RetryIndicator <= 9)
      )
        said = failure('VALIDATION_FAILED', 'ABORT', 400);
      else if (failing.has(path)) {
        const { failure: told, status } = failing.get(path)!;
        failing.delete(path);
        said = failure(told.ErrorName, told.Behavior, status);
      } else if (kept && kept.status === 200) said = kept;
      else said = answerFor[path]?.(body, url) ?? { status: 404, body: {} };
      done.set(`${path} ${head.RequestId}`, said);
      requests.push({ path, body, status: said.status });
      if (lost.delete(path)) return void response.destroy();
      response.writeHead(said.status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ ResponseHeader: { SpecVersion: head.SpecVersion, RequestId: head.RequestId }, ...said.body }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${url}/api`,
    requests,
    moved,
    payer(token, did, { currency, value } = {}) {
      const deal = deals.find((each) => each.token === token)!;
      if (did === 'leave') return;
      deal.status = did === 'authorise' ? 'AUTHORIZED' : did === 'abort' ? 'ABORTED' : 'DECLINED';
      deal.value = value ?? deal.value;
      deal.currency = currency ?? deal.currency;
    },
    lapse: () => (lapsed = true),
    loseNext: (path) => void lost.add(path),
    failNext: (path, status, told) => void failing.set(path, { status, failure: told }),
    stop: () => new Promise((stopped) => (server.closeAllConnections(), server.close(() => stopped()))),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
