import { IDENTITIES, type CaptureWish, type FieldError } from '@einwohnerportal/cases';
import { readValue } from '@einwohnerportal/forms';
import { COMMAND_FIELD, commandId } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** Languages in which somebody can be written to. */
export const LANGUAGES_OF_PEOPLE = ['de', 'fr', 'it', 'en'] as const;
const ADDRESS = ['street', 'houseNumber', 'swissZipCode', 'town'] as const;
const LONGEST = { officialName: 100, firstName: 100, street: 150, houseNumber: 30, swissZipCode: 4, town: 40 } as const;

type Faulty =
  'service' | 'channel' | 'officialName' | 'firstName' | 'birthdate' | 'authority' | 'swissZipCode' | 'language' | 'email' | 'agreed';

export type ReadWish = { wish: CaptureWish; errors: [] } | { wish: null; errors: FieldError[] };

/** Reads what was said before the form opens. What stands in no list, e.g. another office, is answered by the database. */
export function readWish({ t }: Visit, body: URLSearchParams, today: string, counters: readonly string[]): ReadWish {
  const errors: FieldError[] = [];
  const fault = (name: Faulty): null => {
    errors.push({ name, control: name, message: t(`interface.counter.error.${name}`) });
    return null;
  };
  const text = (name: keyof typeof LONGEST): string => (body.get(name) ?? '').trim().normalize('NFC').slice(0, LONGEST[name]);
  const needed = (name: 'officialName' | 'firstName'): string => text(name) || (fault(name) ?? '');
  const service = body.get('service') || fault('service');
  const authority = body.get('authority') || fault('authority');
  const channel = (['counter', 'phone'] as const).find((each) => each === body.get('channel')) ?? fault('channel');
  const [officialName, firstName] = [needed('officialName'), needed('firstName')];
  const typedBirth = (body.get('birthdate') ?? '').trim();
  const born = typedBirth === '' ? null : readValue('partialDate', typedBirth, today);
  if (born && 'problem' in born) fault('birthdate');
  const zip = text('swissZipCode');
  if (zip !== '' && !/^[1-9]\d{3}$/.test(zip)) fault('swissZipCode');
  const identity = IDENTITIES.find((each) => each === body.get('identity')) ?? null;
  const language = LANGUAGES_OF_PEOPLE.find((each) => each === body.get('language')) ?? fault('language');
  const typedEmail = (body.get('email') ?? '').trim();
  const mail = typedEmail === '' ? null : readValue('email', typedEmail, today);
  if (mail && 'problem' in mail) fault('email');
  const agreed = body.get('agreed') === 'true';
  if (agreed && typedEmail === '') fault('email');
  if (!agreed && typedEmail !== '') fault('agreed');
  if (errors.length > 0 || !service || !authority || !channel || !language) return { wish: null, errors };
  const told = Object.fromEntries(ADDRESS.map((name) => [name, text(name)] as const).filter(([, value]) => value !== ''));
  return {
    wish: {
      id: commandId(new URLSearchParams({ [COMMAND_FIELD]: body.get(COMMAND_FIELD) ?? '' })),
      office: counters.find((each) => each === body.get('office')) ?? counters[0] ?? '',
      service,
      authority,
      channel,
      identity: channel === 'phone' ? null : identity,
      officialName,
      firstName,
      birthdate: born && 'value' in born ? String(born.value) : null,
      language,
      email: mail && 'value' in mail ? String(mail.value) : null,
      address: { ...told, ...inOneLine(told) },
    },
    errors: [],
  };
}

/** «Im Rank 3, 9902 Musterau», for forms that ask the address in one line. */
function inOneLine({ street, houseNumber, swissZipCode, town }: Record<string, string>): Record<string, string> {
  const lines = [
    [street, houseNumber],
    [swissZipCode, town],
  ].map((parts) => parts.filter(Boolean).join(' '));
  return lines.every(Boolean) ? { text: lines.join(', ') } : {};
}
