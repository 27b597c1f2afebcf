/** A text inside an XML attribute or element; line ends inside attributes are kept. */
export function escapeXml(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign]!);
}
