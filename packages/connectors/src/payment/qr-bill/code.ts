import { encode } from 'uqr';

/** Side of the printed code without its quiet zone, in millimetres (guidelines 2.3, section 5.4). */
const SIDE = 46;
const CROSS = 7;

/**
 * The Swiss QR code as SVG of 46 × 46 mm: error correction M, at most version 25, black on white, the Swiss cross of 7 × 7 mm in the middle.
 */
export function billCode(payload: string): string {
  const { data, size } = encode(payload, { ecc: 'M', maxVersion: 25, border: 0 });
  const module = SIDE / size;
  const number = (value: number): string => String(Math.round(value * 10_000) / 10_000);
  const rows = data.map((row, y) =>
    runs(row)
      .map(
        ([x, length]) =>
          `M${number(x * module)} ${number(y * module)}h${number(length * module)}v${number(module)}h-${number(length * module)}z`,
      )
      .join(''),
  );
  const from = (SIDE - CROSS) / 2;
  // The cross: white border, black field, white arms in the proportions of the federal coat of arms.
  const field = CROSS - 0.6;
  const unit = field / 32;
  const [long, wide] = [20 * unit, 6 * unit];
  const middle = SIDE / 2;
  const arm = (width: number, height: number): string =>
    `<rect x="${number(middle - width / 2)}" y="${number(middle - height / 2)}" width="${number(width)}" height="${number(height)}" fill="#fff"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}mm" height="${SIDE}mm" viewBox="0 0 ${SIDE} ${SIDE}">`,
    `<rect width="${SIDE}" height="${SIDE}" fill="#fff"/><path fill="#000" d="${rows.join('')}"/>`,
    `<rect x="${number(from)}" y="${number(from)}" width="${CROSS}" height="${CROSS}" fill="#fff"/>`,
    `<rect x="${number(from + 0.3)}" y="${number(from + 0.3)}" width="${number(field)}" height="${number(field)}" fill="#000"/>`,
    `${arm(wide, long)}${arm(long, wide)}</svg>`,
  ].join('');
}

/** Beginnings and lengths of dark stretches of a row. */
function runs(row: boolean[]): [number, number][] {
  const found: [number, number][] = [];
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    let end = x;
    while (row[end + 1]) end++;
    found.push([x, end - x + 1]);
    x = end;
  }
  return found;
}
