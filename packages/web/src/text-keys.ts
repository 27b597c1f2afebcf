// Made of apps/portal/texts and apps/workplace/texts by `npm run texts`; never edited by hand.
import type { Plain, Word } from './typed-texts.ts';

/** Keys of the texts that every application has, each with the arguments its message takes. */
export interface SharedTexts
  extends
    Record<`interface.talk.${'title' | 'you' | 'unread' | 'checking' | 'missing' | 'none' | 'files' | 'filesHint'}`, Plain>,
    Record<'interface.talk.readAt', { at: Word }>,
    Record<'interface.talk.long', { count: Word }>,
    Record<`interface.site.${'name' | 'skip' | 'demonstration' | 'demonstrationShort'}`, Plain>,
    Record<'interface.site.errorTitle', { title: Word }>,
    Record<`interface.nav.${'main' | 'services' | 'cases' | 'signIn' | 'signOut' | 'account' | 'language'}`, Plain>,
    Record<'interface.footer.help', Plain>,
    Record<'interface.format.instant', { day: Word; hour: Word; minute: Word }>,
    Record<'interface.format.francs', { amount: Word }>,
    Record<`interface.search.${'button' | 'title' | 'none'}`, Plain>,
    Record<'interface.search.found', { count: number }>,
    Record<
      `interface.signIn.${'title' | 'lead' | 'keptTitle' | 'button' | 'heldTitle' | 'held' | 'failed' | 'failedText' | 'cancelled' | 'cancelledText' | 'tooLow' | 'tooLowText' | 'expired' | 'expiredText' | 'unavailable' | 'unavailableText' | 'again' | 'signedOut' | 'signedOutText'}`,
      Plain
    >,
    Record<'interface.files.none', Plain>,
    Record<`interface.files.${'empty' | 'protected' | 'damaged' | 'inside' | 'infected' | 'interrupted'}`, { file: Word }>,
    Record<'interface.files.size', { file: Word; size: Word }>,
    Record<'interface.files.type', { file: Word; formats: Word }>,
    Record<'interface.files.too-many', { count: number; file: Word }>,
    Record<'interface.case.documentFrom', { at: Word; sender: Word }>,
    Record<'interface.case.documentLabel', { kind: Word; size: Word; title: Word }>,
    Record<`interface.source.${'register' | 'identity' | 'profile' | 'case'}`, Plain>,
    Record<'interface.source.registerOf', { authority: Word }>,
    Record<`interface.task.${'alreadyDone' | 'alreadyDoneText'}`, Plain>,
    Record<`interface.session.${'endsText' | 'extend' | 'extended'}`, Plain>,
    Record<'interface.session.minutes', { minutes: Word }>,
    Record<`interface.notice.${'forgery' | 'forgeryText' | 'held' | 'heldText'}`, Plain>,
    Record<
      `interface.error.${'busyTitle' | 'busyHeld' | 'busySend' | 'busyFiles' | 'busyPosted' | 'awayTitle' | 'awayText' | 'awayPosted' | 'closedTitle' | 'closedPosted' | 'again' | 'notFoundTitle' | 'notFoundText' | 'brokenTitle' | 'brokenText' | 'tooLargeTitle' | 'tooLargeText' | 'foreignTitle' | 'foreignText' | 'home' | 'otherWay'}`,
      Plain
    >,
    Record<'interface.error.busyPlace', { ahead: number }>,
    Record<'interface.error.busyText', { seconds: Word }>,
    Record<'interface.error.busyFile', { files: Word }>,
    Record<'interface.error.closedText', { at: Word }>,
    Record<'interface.error.reference', { reference: Word }>,
    Record<`interface.help.${'title' | 'lead'}`, Plain>,
    Record<`interface.counter.${'title' | 'lead'}`, Plain> {}
