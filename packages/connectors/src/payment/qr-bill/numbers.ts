/** Modulo 10, recursive: the check digit of QR references (Swiss Payment Standards, annex "Berechnung der Prüfziffer"). */
export function checkDigitMod10(digits: string): string {
  const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
  let carry = 0;
  for (const digit of digits) carry = table[(carry + Number(digit)) % 10] ?? 0;
  return String((10 - carry) % 10);
}

/** Remainder by 97 of letters and digits, as for IBAN and creditor references (ISO 7064). */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

export const bare = (text: string): string => text.replace(/\s+/g, '').toUpperCase();

/** An IBAN of Switzerland or Liechtenstein with a check sum that holds (ISO 13616). */
export function isIban(iban: string): boolean {
  const text = bare(iban);
  return /^(CH|LI)\d{7}[0-9A-Z]{12}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/** A QR-IBAN: its institution lies between 30000 and 31999; only with it a QR reference may stand. */
export function isQrIban(iban: string): boolean {
  const institution = Number(bare(iban).slice(4, 9));
  return isIban(iban) && institution >= 30_000 && institution <= 31_999;
}

/** A QR reference from 26 digits. */
export function qrReference(digits: string): string {
  if (!/^\d{26}$/.test(digits)) throw new RangeError('expected 26 digits of a QR reference, got something else');
  return digits + checkDigitMod10(digits);
}

export const isQrReference = (reference: string): boolean =>
  /^\d{27}$/.test(reference) && checkDigitMod10(reference.slice(0, 26)) === reference[26];

/** A creditor reference `RF..` from up to 21 letters and digits (ISO 11649). */
export function creditorReference(text: string): string {
  const rest = bare(text);
  if (!/^[0-9A-Z]{1,21}$/.test(rest))
    throw new RangeError('expected 1 to 21 letters and digits of a creditor reference, got something else');
  return `RF${String(98 - mod97(`${rest}RF00`)).padStart(2, '0')}${rest}`;
}

export const isCreditorReference = (reference: string): boolean =>
  /^RF\d\d[0-9A-Z]{1,21}$/.test(reference) && mod97(reference.slice(4) + reference.slice(0, 4)) === 1;

/** As a person reads it: an IBAN and a creditor reference in fours, a QR reference as 2 and then fives. */
export function spaced(number: string): string {
  return /^\d{27}$/.test(number)
    ? `${number.slice(0, 2)} ${number.slice(2).replace(/(.{5})(?=.)/g, '$1 ')}`
    : number.replace(/(.{4})(?=.)/g, '$1 ');
}
