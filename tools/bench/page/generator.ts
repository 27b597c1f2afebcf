// A process of its own that asks over kept connections and does as little as possible itself: plain sockets, requests written
// ahead, answers only counted. Each message is one run; the answer is one Measured.
import { connect, type Socket } from 'node:net';

export interface Run {
  port: number;
  connections: number;
  /** Seconds that count, and seconds before that do not. */
  seconds: number;
  warmUp: number;
  /** Asked in turn, over and over, the first time without counting; `cookie` is the whole header. */
  requests: { path: string; cookie: string | null }[];
  /** Gives each request an address that nobody has asked for before. */
  unseen: boolean;
  /** Text that every answer must contain, so that an error page is no result. */
  expects: string;
}

export interface Measured {
  rate: number;
  p50: number;
  p99: number;
  answers: number;
  /** Answers with another status than 200 or without the expected text. */
  wrong: number;
  /** Bytes of an answer in the mean, head included. */
  bytes: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

process.on('message', (run: Run) => void measure(run).then((measured) => process.send?.(measured)));
process.on('disconnect', () => process.exit(0));

async function measure(run: Run): Promise<Measured> {
  const written = ({ path, cookie }: Run['requests'][number]): Buffer =>
    Buffer.from(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${run.port}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nAccept-Language: de\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}\r\n`,
    );
  const requests = run.requests.map(written);
  let [begin, end] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const times: number[] = [];
  let [next, wrong, bytes] = [0, 0, 0];
  const take = (): Buffer | null => {
    const now = performance.now();
    if (now >= end) return null;
    if (next === (run.unseen ? 0 : requests.length)) [begin, end] = [now + run.warmUp * 1000, now + (run.warmUp + run.seconds) * 1000];
    const place = next++ % requests.length;
    const { path, cookie } = run.requests[place]!;
    return run.unseen ? written({ path: `${path}?v=${process.pid}-${next}`, cookie }) : requests[place]!;
  };
  const answered = (started: number, answer: Buffer): void => {
    const now = performance.now();
    if (started < begin || now > end) return;
    times.push(now - started);
    bytes += answer.length;
    // Compressed answers are judged by status alone.
    const fine =
      answer.subarray(9, 12).equals(Buffer.from('200')) &&
      (answer.includes('content-encoding:') || answer.includes('Content-Encoding:') || answer.includes(run.expects));
    if (!fine) wrong++;
  };
  await Promise.all(Array.from({ length: run.connections }, () => ask(run.port, take, answered)));
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    rate: times.length / run.seconds,
    p50: at(0.5),
    p99: at(0.99),
    answers: times.length,
    wrong,
    bytes: times.length ? bytes / times.length : 0,
  };
}

/** One connection: the next request as soon as the last is answered, until there is none. */
function ask(port: number, take: () => Buffer | null, answered: (started: number, answer: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let parts: Buffer[] = [];
    let [length, whole, started] = [0, -1, 0];
    const send = (): void => {
      const request = take();
      if (!request) return void socket.end(() => resolve());
      [parts, length, whole, started] = [[], 0, -1, performance.now()];
      socket.write(request);
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on('data', (part) => {
      parts.push(part);
      length += part.length;
      if (whole < 0) whole = wholeLength(parts.length === 1 ? part : Buffer.concat(parts));
      if (whole === 0 ? !Buffer.concat(parts).includes('\r\n0\r\n\r\n') : whole < 0 || length < whole) return;
      answered(started, parts.length === 1 ? part : Buffer.concat(parts));
      send();
    });
  });
}

/** Length of an answer by its head; 0: in chunks, -1: the head is not complete. */
function wholeLength(begin: Buffer): number {
  const head = begin.indexOf(END_OF_HEAD);
  if (head < 0) return -1;
  const given = /content-length: (\d+)/i.exec(begin.toString('latin1', 0, head))?.[1];
  return given === undefined ? 0 : head + END_OF_HEAD.length + Number(given);
}
