import { ahvNumber } from './ahv-number/ahv-number.ts';
import { boolean } from './boolean/boolean.ts';
import { chipNumber } from './chip-number/chip-number.ts';
import { choice } from './choice/choice.ts';
import { choices } from './choice/choices.ts';
import { country } from './country/country.ts';
import { date } from './date/date.ts';
import { dateRange } from './date-range/date-range.ts';
import { dateTime } from './date-time/date-time.ts';
import { decimal } from './decimal/decimal.ts';
import { egid } from './egid/egid.ts';
import { egrid } from './egrid/egrid.ts';
import { email } from './email/email.ts';
import type { FieldType } from './field-type.ts';
import { iban } from './iban/iban.ts';
import { integer } from './integer/integer.ts';
import { language } from './language/language.ts';
import { money } from './money/money.ts';
import { municipality } from './municipality/municipality.ts';
import { partialDate } from './partial-date/partial-date.ts';
import { period } from './period/period.ts';
import { person } from './person/person.ts';
import { personRef } from './person-ref/person-ref.ts';
import { personRefs } from './person-refs/person-refs.ts';
import { phone } from './phone/phone.ts';
import { plate } from './plate/plate.ts';
import { postalAddress } from './postal-address/postal-address.ts';
import { signature } from './signature/signature.ts';
import { swissZipCode } from './swiss-zip-code/swiss-zip-code.ts';
import { text } from './text/text.ts';
import { time } from './time/time.ts';
import { uid } from './uid/uid.ts';
import { url } from './url/url.ts';
import { year } from './year/year.ts';

const all: FieldType[] = [
  text,
  choice,
  choices,
  boolean,
  integer,
  decimal,
  money,
  date,
  partialDate,
  email,
  phone,
  swissZipCode,
  postalAddress,
  country,
  municipality,
  language,
  personRef,
  personRefs,
  time,
  period,
  ahvNumber,
  iban,
  uid,
  url,
  year,
  dateTime,
  dateRange,
  person,
  signature,
  chipNumber,
  plate,
  egid,
  egrid,
];
const byId = new Map(all.map((type) => [type.id, type]));

/** Type of values by its id in the vocabulary or in `properties.type`; undefined when there is none. */
export function fieldType(id: string): FieldType | undefined {
  return byId.get(id) ?? (id.startsWith('code:') ? choice : id === 'place' ? text : undefined);
}

/** True for a type that brings its own choices, or takes them from the household. */
export function ownChoices(id: string | undefined): boolean {
  const type = id === undefined ? undefined : fieldType(id);
  return type !== undefined && (type.choices !== undefined || type.id === 'personRef' || type.id === 'personRefs');
}

/** Ids of all types, in the order of the documentation. */
export const fieldTypeIds: readonly string[] = all.map((type) => type.id);
