import { oneLine } from '../../typed-text.ts';
import { plainText, locale, type FieldType } from '../field-type.ts';

// ISO 3166-1 alpha-2 and XK (Kosovo), which eCH-0072 lists too.
const codes = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
  'DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM ' +
  'JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR ' +
  'NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT ' +
  'TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');
const near = ['CH', 'LI', 'DE', 'FR', 'IT', 'AT'];

function nameIn(code: string, lang: string): string {
  return new Intl.DisplayNames([locale(lang)], { type: 'region' }).of(code) ?? code;
}

/** A country. Normal form: ISO 3166-1 alpha-2 code. Names are understood in four languages. */
export const country: FieldType = {
  id: 'country',
  widget: 'one-of',
  missing: 'choice',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const code = line.toUpperCase();
    if (codes.includes(code)) return { value: code };
    const wanted = line.toLowerCase();
    const found = codes.find((each) => ['de', 'fr', 'it', 'en'].some((lang) => nameIn(each, lang).toLowerCase() === wanted));
    return found ? { value: found } : { problem: 'country' };
  },
  check: (value) => (typeof value === 'string' && codes.includes(value) ? null : 'country'),
  typed: (value) => ({ '': typeof value === 'string' ? value : '' }),
  display: (value, { t }) => [codes.includes(plainText(value)) ? nameIn(plainText(value), t.lang) : plainText(value)],
  choices({ t }) {
    const rest = codes
      .filter((code) => !near.includes(code))
      .map((value) => ({ value, label: nameIn(value, t.lang) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, t.lang));
    return [...near.map((value) => ({ value, label: nameIn(value, t.lang) })), ...rest];
  },
};
