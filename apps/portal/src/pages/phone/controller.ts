import type { PhoneProof } from '@einwohnerportal/cases';
import {
  actions,
  button,
  errorSummary,
  form,
  goLink,
  html,
  notice,
  pageHead,
  secondButton,
  textInput,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, phoneText, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';

type Fault = 'wrong' | 'expired' | 'too-many';

/** Proving the phone number of the profile by a code that goes there. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readPhoneProof(scope));
  return found ? view(visit, found.person, found.value, again, null) : toSignIn(visit);
};

/** Sends a code, or compares what was typed. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const found = await asPerson(visit, async (scope) => {
    const told =
      body.get('then') === 'send'
        ? await domain.askForCode(scope, visit.lang)
        : await domain.proveNumber(scope, (body.get('code') ?? '').slice(0, 20));
    return { told, proof: await domain.readPhoneProof(scope) };
  });
  if (!found) return toSignIn(visit);
  const { told, proof } = found.value;
  if (told === 'asked' || told === 'no-phone') return redirect(visit, '/profile/phone');
  if (told === 'proven') return redirect(visit, '/profile/phone?proven=1');
  return view(visit, found.person, proof, null, told);
};

function view(visit: Visit, person: Person, proof: PhoneProof, again: Again | null, fault: Fault | null): Promise<Response> {
  const { t } = visit;
  const main = html`${errorSummary({
    title: t('interface.question.errorsTitle', { count: fault === 'wrong' ? 1 : 0 }),
    errors: fault === 'wrong' ? [{ control: 'code', message: t('interface.phone.fault.wrong') }] : [],
  })}${pageHead({
    sentence: t('interface.phone.title'),
    lead: proof.phone ? t('interface.phone.lead', { phone: phoneText(proof.phone) }) : t('interface.phone.none'),
    children: html`${againNotice(visit, again)}${fault && fault !== 'wrong' ? notice({ title: t(`interface.phone.fault.${fault}`), kind: 'alert' }) : ''}${inside(visit, person, proof, fault)}
<p>${goLink({ href: link(visit, '/profile'), text: t('interface.phone.back') })}</p>`,
  })}`;
  return reply(visit, { title: t('interface.phone.title'), main, person, faulty: fault !== null }, fault === null ? 200 : 422);
}

function inside(visit: Visit, { session }: Person, { code, phone, proven }: PhoneProof, fault: Fault | null): Html | string {
  const { t } = visit;
  if (phone === null) return '';
  if (proven) return notice({ title: t('interface.phone.proven'), text: t('interface.phone.provenText'), kind: 'polite' });
  const posted = (children: Html): Html =>
    form({ action: link(visit, '/profile/phone'), fields: { [TOKEN_FIELD]: session.csrf }, children });
  const asking = (again: boolean): Html => {
    const text = t(again ? 'interface.phone.sendAgain' : 'interface.phone.send');
    const made = { text, name: 'then', value: 'send' };
    return posted(actions(again ? secondButton(made) : button(made)));
  };
  if (code === null) return asking(false);
  return html`${notice({ title: t(`interface.phone.code.${code}`), text: t(`interface.phone.code.${code}Text`), kind: code === 'failed' ? 'alert' : 'polite' })}
${
  code === 'failed'
    ? ''
    : posted(
        html`${textInput({
          id: 'code',
          name: 'code',
          label: t('interface.phone.label'),
          hint: t('interface.phone.hint'),
          value: '',
          inputMode: 'numeric',
          autocomplete: 'one-time-code',
          width: 10,
          error: fault === 'wrong' ? t('interface.phone.fault.wrong') : null,
          errorWord: t('interface.site.errorWord'),
        })}${actions(button({ text: t('interface.phone.check'), name: 'then', value: 'check' }))}`,
      )
}${asking(true)}`;
}
