import { connect, createServer, type Server } from 'node:net';

/** Stands between a program and its database and counts what really goes over the wire. */
export interface StatementCounter {
  /** The address with this counter in between. */
  through(databaseUrl: string): string;
  /** Statements since the last call, in the order they were sent. */
  taken(): string[];
  close(): void;
}

/** Counts the statements of PostgreSQL's protocol: each executed portal, and each statement of a simple query, `begin` and `commit` too. */
export async function countStatements(target: URL): Promise<StatementCounter> {
  const seen: string[] = [];
  const server: Server = createServer((program) => {
    const database = connect(Number(target.port || 5432), target.hostname);
    const read = reader(seen);
    program.on('data', (part) => {
      read(part);
      database.write(part);
    });
    database.pipe(program);
    const end = (): void => {
      program.destroy();
      database.destroy();
    };
    for (const socket of [program, database]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    through(databaseUrl) {
      const url = new URL(databaseUrl);
      url.hostname = '127.0.0.1';
      url.port = String(port);
      return url.href;
    },
    taken: () => seen.splice(0),
    close: () => server.close(),
  };
}

/** Reads the messages of one connection: a first one without a type, then type, length, content. */
function reader(seen: string[]): (part: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  const texts = new Map<string, string>();
  const portals = new Map<string, string>();
  return (part) => {
    rest = Buffer.concat([rest, part]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = rest.readInt32BE(head) + head;
      if (rest.length < length) return;
      const type = started ? String.fromCharCode(rest[0]!) : '';
      const words = rest.toString('utf8', head + 4, length).split('\0');
      rest = rest.subarray(length);
      if (!started) started = true;
      else if (type === 'Q')
        seen.push(
          ...words[0]!
            .split(';')
            .map((text) => text.trim())
            .filter(Boolean),
        );
      else if (type === 'P') texts.set(words[0]!, words[1]!);
      else if (type === 'B') portals.set(words[0]!, texts.get(words[1]!) ?? words[1]!);
      else if (type === 'E') seen.push(portals.get(words[0]!) ?? '');
    }
  };
}
