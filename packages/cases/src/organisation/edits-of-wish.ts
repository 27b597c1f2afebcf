import type { Edit } from './edits.ts';
import type { Organisation, OrganisationWish } from './types.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const EMAIL = /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/;
const HOURS = /^(Mo|Tu|We|Th|Fr|Sa|Su|Di|Mi|Do|So)(-(Mo|Tu|We|Th|Fr|Sa|Su|Di|Mi|Do|So))? ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;
/** Francs and rappen; more would be a mistake of typing. */
const AMOUNT = /^(0|[1-9]\d{0,4})\.\d{2}$/;
const CLAIM = /^[\w:.@/-]{3,100}$/;
/** Roles that an authority gives to people; others exist only where a model names them. */
export const GIVEN_ROLES = [
  'member',
  'approver',
  'lead',
  'records',
  'organisation',
  'operator',
  'emergency',
  'support',
  'finance',
  'author',
  'counter',
] as const;

/** Edits of a wish; or the field that says something impossible. */
export function editsOfWish(wish: OrganisationWish, { entry }: Organisation, today: string): { edits: Edit[] } | { field: string } {
  if (!DAY.test(wish.from) || wish.from < today) return { field: 'from' };
  const office = 'office' in wish && wish.office ? entry.offices[wish.office] : undefined;
  /** What has no day of its own: set today, or planned for its day. */
  const set = (at: string, value: unknown): Edit =>
    wish.from === today ? { op: 'set', at, value } : { op: 'append', at: 'planned', value: { from: wish.from, at, value } };
  const append = (at: string, value: unknown): { edits: Edit[] } => ({ edits: [{ op: 'append', at, value }] });

  switch (wish.kind) {
    case 'names': {
      const empty = [wish.names, wish.subject].flatMap((texts) => Object.values(texts)).some((text) => text.trim() === '');
      if (empty) return { field: 'names' };
      const { street, houseNumber, swissZipCode = '', town = '' } = wish.address;
      if (!/^[1-9]\d{3}$/.test(swissZipCode) || town.trim() === '') return { field: 'address' };
      const address = { ...entry.address, ...(street ? { street } : {}), ...(houseNumber ? { houseNumber } : {}), swissZipCode, town };
      return {
        edits: [
          set('names', { ...entry.names, ...wish.names }),
          set('subject', { ...entry.subject, ...wish.subject }),
          set('address', address),
        ],
      };
    }
    case 'office': {
      if (!office) return { field: 'office' };
      if (Object.values(wish.names).some((text) => text.trim() === '')) return { field: 'names' };
      if (wish.phone && !/^\+[1-9]\d{6,14}$/.test(wish.phone)) return { field: 'phone' };
      if (wish.email && !EMAIL.test(wish.email)) return { field: 'email' };
      if (wish.hours.some((line) => !HOURS.test(line))) return { field: 'hours' };
      const { phone: _, email: __, ...rest } = office.contact;
      const contact = { ...rest, ...(wish.phone ? { phone: wish.phone } : {}), ...(wish.email ? { email: wish.email } : {}) };
      const at = `offices.${wish.office}`;
      return {
        edits: [set(`${at}.names`, { ...office.names, ...wish.names }), set(`${at}.contact`, contact), set(`${at}.hours`, wish.hours)],
      };
    }
    case 'places': {
      if (wish.names !== null) {
        if (!/^[a-z][a-z0-9-]*$/.test(wish.office) || office) return { field: 'office' };
        if (Object.values(wish.names).some((text) => text.trim() === '')) return { field: 'names' };
        const own = 'bfs' in entry && typeof entry.bfs === 'number' ? [entry.bfs] : [];
        return { edits: [set(`offices.${wish.office}`, { names: wish.names, contact: {}, hours: [], roles: {}, serves: own })] };
      }
      if (!office) return { field: 'office' };
      const serves = new Set(office.serves ?? ('bfs' in entry && typeof entry.bfs === 'number' ? [entry.bfs] : []));
      if (wish.add !== null) serves.add(wish.add);
      if (wish.remove !== null) serves.delete(wish.remove);
      return {
        edits: [
          set(
            `offices.${wish.office}.serves`,
            [...serves].sort((one, other) => one - other),
          ),
        ],
      };
    }
    case 'roles': {
      if (!office) return { field: 'office' };
      if (!(GIVEN_ROLES as readonly string[]).includes(wish.role)) return { field: 'role' };
      if (wish.claims.some((claim) => !CLAIM.test(claim))) return { field: 'claims' };
      return { edits: [set(`offices.${wish.office}.roles`, { ...office.roles, [wish.role]: wish.claims })] };
    }
    case 'closed':
      if (!DAY.test(wish.until) || wish.until < wish.from) return { field: 'until' };
      if (wish.name.trim() === '') return { field: 'name' };
      return append('closedDays', { from: wish.from, until: wish.until, name: wish.name.trim() });
    case 'offer': {
      if (wish.service === '') return { field: 'service' };
      if (wish.state === 'pilot' && (wish.share === null || !(wish.share > 0 && wish.share <= 100))) return { field: 'share' };
      const former = entry.offers.filter((each) => each.service === wish.service).at(-1);
      const { from: _, until: __, share: ___, ...kept } = former ?? { service: wish.service, settings: {} };
      return append('offers', {
        ...kept,
        from: wish.from,
        state: wish.state,
        ...(wish.state === 'pilot' ? { share: wish.share } : {}),
        settings: { ...kept.settings, ...wish.settings },
      });
    }
    case 'fee':
      if (wish.code === '') return { field: 'code' };
      if (!AMOUNT.test(wish.amount)) return { field: 'amount' };
      if (wish.law === '') return { field: 'law' };
      return append('fees', { code: wish.code, amount: wish.amount, from: wish.from, law: wish.law, confirmed: true });
    case 'binding': {
      if (wish.capability === '') return { field: 'capability' };
      if (wish.to === 'connector' && !wish.connector) return { field: 'connector' };
      if (wish.to === 'people' && !wish.office) return { field: 'office' };
      const way = wish.to === 'people' ? { to: 'people', office: wish.office } : { to: 'connector', connector: wish.connector };
      return append('bindings', { capability: wish.capability, ...way, from: wish.from, openSteps: wish.openSteps });
    }
  }
}

/** Changes that one person may make alone; the database knows the same rule (`cases.one_is_enough`). */
export function oneIsEnough(wish: OrganisationWish): boolean {
  return ['names', 'office', 'closed'].includes(wish.kind) || (wish.kind === 'offer' && wish.state === 'paused');
}
