// Files and a scanner for tests.
import { createServer, type AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';

/** The test file that every scanner reports (eicar.org), put together here so that no file of the project holds it. */
export const TEST_VIRUS = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(''));

export async function pdf({ pages = 1, password, locked }: { pages?: number; password?: string; locked?: boolean } = {}): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page++) document.addPage([200, 200]);
  // One word opens it, the other changes it; without the first everybody may read it. The library's names of both are not ours.
  const [opens, changes] = ['user', 'owner'].map((who) => `${who}Password`) as [string, string];
  if (password) document.encrypt({ [opens]: password, [changes]: `${password}!` } as never);
  else if (locked) document.encrypt({ [opens]: '', [changes]: 'nur ändern' } as never);
  return Buffer.from(await document.save());
}

/** A PNG of one colour; `claimed` writes another size into its head than it has. */
export function png(width = 8, height = 8, claimed: [number, number] = [width, height]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(claimed[0], 0);
  head.writeUInt32BE(claimed[1], 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width * 3 + 1) * height));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  whole.writeUInt32BE(data.length, 0);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}

/** A ZIP archive of stored entries; `claimed` bytes stand in its directory as unpacked size of each, `encrypted` marks them so. */
export function zip(
  entries: Record<string, string>,
  { claimed, encrypted = false }: { claimed?: number; encrypted?: boolean } = {},
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(encrypted ? 1 : 0, 6);
    head.writeUInt16LE(claimed || encrypted ? 8 : 0, 8);
    head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(claimed ?? data.length, 22);
    head.writeUInt16LE(name.length, 26);
    const place = Buffer.alloc(46);
    place.writeUInt32LE(0x02014b50, 0);
    place.writeUInt16LE(20, 4);
    head.copy(place, 6, 4, 30);
    place.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), data);
    central.push(place, Buffer.from(name));
    offset += head.length + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** A scanner that speaks as clamd does and finds `TEST_VIRUS`. Gives its address and an end. */
export async function startTestScanner(): Promise<{ address: string; scanned: () => number; stop(): Promise<void> }> {
  let scanned = 0;
  const server = createServer((socket) => {
    let rest = Buffer.alloc(0);
    const content: Buffer[] = [];
    let begun = false;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      if (!begun) {
        const at = rest.indexOf(0);
        if (at < 0) return;
        if (rest.subarray(0, at).toString() !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
        begun = true;
        rest = rest.subarray(at + 1);
      }
      while (rest.length >= 4) {
        const length = rest.readUInt32BE(0);
        if (length === 0) {
          scanned++;
          return void socket.end(Buffer.concat(content).includes(TEST_VIRUS) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
        }
        if (rest.length < 4 + length) return;
        content.push(rest.subarray(4, 4 + length));
        rest = rest.subarray(4 + length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scanned: () => scanned,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
