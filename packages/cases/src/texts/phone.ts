/** A Swiss phone number as people write it: `+41415550010` → `041 555 00 10`. */
export function phoneText(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '').replace(/^(\+41|0041)/, '0');
  const [, a, b, c, d] = /^(0\d{2})(\d{3})(\d{2})(\d{2})$/.exec(digits) ?? [];
  return a ? `${a} ${b} ${c} ${d}` : phone;
}
