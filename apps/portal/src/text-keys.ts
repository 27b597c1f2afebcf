// Made of apps/portal/texts by `npm run texts`; never edited by hand.
import type { Plain, Word } from '@einwohnerportal/web';

/** Keys of the texts of this application, each with the arguments its message takes. */
export interface PortalTexts
  extends
    Record<
      `interface.talk.${'title' | 'you' | 'unread' | 'checking' | 'missing' | 'none' | 'files' | 'filesHint' | 'sent' | 'write' | 'words' | 'hint' | 'optional' | 'send' | 'toMessages'}`,
      Plain
    >,
    Record<'interface.talk.readAt', { at: Word }>,
    Record<'interface.talk.long', { count: Word }>,
    Record<`interface.talk.${'sentence' | 'sentText'}`, { office: Word }>,
    Record<`interface.site.${'name' | 'skip' | 'errorWord' | 'demonstration' | 'demonstrationShort'}`, Plain>,
    Record<'interface.site.errorTitle', { title: Word }>,
    Record<'interface.site.fallback', { language: Word }>,
    Record<
      `interface.nav.${'main' | 'tools' | 'menu' | 'close' | 'services' | 'cases' | 'inbox' | 'signIn' | 'signOut' | 'account' | 'language' | 'easy' | 'back' | 'backToCases' | 'backToInbox' | 'backToCase' | 'backToServices'}`,
      Plain
    >,
    Record<`interface.nav.${'casesBadge' | 'inboxBadge'}`, { count: number }>,
    Record<
      `interface.footer.${'title' | 'call' | 'write' | 'otherWays' | 'findOffice' | 'changeOffice' | 'noOffice' | 'links' | 'help' | 'accessibility' | 'barrier' | 'data' | 'profile' | 'representation' | 'privacy' | 'imprint' | 'verify'}`,
      Plain
    >,
    Record<'interface.footer.office', { authority: Word; office: Word }>,
    Record<`interface.hours.days.${'Mo' | 'Tu' | 'We' | 'Th' | 'Fr' | 'Sa' | 'Su'}`, Plain>,
    Record<'interface.hours.range', { first: Word; from: Word; last: Word; until: Word }>,
    Record<'interface.hours.single', { first: Word; from: Word; until: Word }>,
    Record<'interface.hours.mark', Plain>,
    Record<'interface.hours.full', { hour: Word }>,
    Record<'interface.format.instant', { day: Word; hour: Word; minute: Word }>,
    Record<'interface.format.francs', { amount: Word }>,
    Record<`interface.period.${'workingDay' | 'day' | 'week' | 'month' | 'year' | 'hour'}`, { count: number }>,
    Record<`interface.after.${'workingDay' | 'day' | 'week' | 'month' | 'year' | 'hour'}`, { count: number }>,
    Record<`interface.action.${'until' | 'late'}`, { date: Word }>,
    Record<'interface.action.left', { time: Word }>,
    Record<`interface.action.${'today' | 'yourTurn'}`, Plain>,
    Record<`interface.steps.${'you' | 'authority'}`, { count: Word; position: Word }>,
    Record<'interface.steps.done', { count: Word }>,
    Record<
      `interface.home.${'title' | 'lead' | 'continue' | 'draftState' | 'continueDraft' | 'dropDraft' | 'running' | 'lifeEvents' | 'signInTitle' | 'signInText' | 'place'}`,
      Plain
    >,
    Record<'interface.home.greeting', { name: Word }>,
    Record<`interface.home.${'waiting' | 'serviceCount'}`, { count: number }>,
    Record<'interface.home.draftKept', { date: Word }>,
    Record<'interface.home.allCases', { count: Word }>,
    Record<'interface.home.whoUntil', { date: Word; who: Word }>,
    Record<`interface.search.${'label' | 'button' | 'margin' | 'hint' | 'title' | 'empty' | 'none' | 'all'}`, Plain>,
    Record<'interface.search.found', { count: number }>,
    Record<'interface.search.foundFor', { count: number; query: Word }>,
    Record<'interface.search.more', { count: Word; shown: Word }>,
    Record<`interface.services.${'title' | 'az' | 'online' | 'letters'}`, Plain>,
    Record<'interface.services.lead', { online: number }>,
    Record<`interface.services.${'onlineAll' | 'azLink' | 'azLead'}`, { count: Word }>,
    Record<'interface.event.lead', { count: number; online: number }>,
    Record<`interface.event.level.${'municipality' | 'canton' | 'confederation' | 'partner'}`, Plain>,
    Record<'interface.directory.elsewhere', { office: Word }>,
    Record<`interface.directory.${'lead' | 'who' | 'where' | 'ask' | 'choose' | 'neighbours' | 'soon' | 'soonText'}`, Plain>,
    Record<`interface.directory.level.${'municipality' | 'canton' | 'confederation' | 'partner'}`, Plain>,
    Record<`interface.directory.askText.${'office' | 'confederation' | 'partner'}`, Plain>,
    Record<'interface.directory.source', { number: Word }>,
    Record<
      `interface.lifeEventExamples.${'moving' | 'family' | 'identity-documents' | 'housing' | 'mobility' | 'taxes' | 'education' | 'work' | 'health' | 'retirement' | 'immigration' | 'death' | 'business' | 'law' | 'animals' | 'environment' | 'leisure' | 'civic'}`,
      Plain
    >,
    Record<
      `interface.lifeEvents.${'moving' | 'housing' | 'family' | 'children' | 'birth' | 'marriage' | 'divorce' | 'death' | 'identity-documents' | 'vehicles' | 'mobility' | 'work' | 'unemployment' | 'taxes' | 'health' | 'education' | 'retirement' | 'care' | 'immigration' | 'naturalisation' | 'animals' | 'leisure' | 'business' | 'disability' | 'social-support' | 'other' | 'environment' | 'law' | 'civic'}`,
      Plain
    >,
    Record<
      `interface.service.${'cost' | 'free' | 'costExample' | 'costChoose' | 'time' | 'result' | 'who' | 'need' | 'known' | 'signIn' | 'other' | 'legal' | 'legalUnconfirmed' | 'municipality' | 'municipalityChange' | 'municipalityChoose' | 'municipalityWhy' | 'easy' | 'notOfferedText' | 'continue'}`,
      Plain
    >,
    Record<'interface.service.costItem', { amount: Word; label: Word }>,
    Record<'interface.service.timeUntil', { day: Word }>,
    Record<`interface.service.level.${'100' | '200' | '300' | '400' | '500' | '600' | 'none'}`, Plain>,
    Record<`interface.service.levelWhy.${'100' | '200' | '300' | '400' | '500' | '600' | 'none'}`, Plain>,
    Record<'interface.service.otherOffice', { authority: Word; office: Word }>,
    Record<'interface.service.notOffered', { authority: Word }>,
    Record<'interface.service.pilot.unknown', { authority: Word }>,
    Record<`interface.service.pilot.${'inside' | 'outside'}`, Plain>,
    Record<'interface.service.pilotText.unknown', Plain>,
    Record<'interface.service.pilotText.inside', { authority: Word; share: Word }>,
    Record<'interface.service.pilotText.outside', { authority: Word }>,
    Record<`interface.service.start.${'order' | 'application' | 'declaration' | 'booking' | 'payment' | 'information' | 'link'}`, Plain>,
    Record<
      `interface.service.startTask.${'order' | 'application' | 'declaration' | 'booking' | 'payment' | 'information' | 'link'}`,
      { service: Word }
    >,
    Record<`interface.municipality.${'title' | 'label' | 'button' | 'none' | 'missing' | 'remembered' | 'unknown'}`, Plain>,
    Record<'interface.municipality.hint', { name: Word; zip: Word }>,
    Record<'interface.municipality.results', { count: number }>,
    Record<'interface.municipality.current', { name: Word }>,
    Record<`interface.eligibility.${'caption' | 'instead'}`, { service: Word }>,
    Record<`interface.eligibility.${'next' | 'notEligible' | 'insteadOffline' | 'answerAgain' | 'chooseMunicipality' | 'kept'}`, Plain>,
    Record<
      `interface.signIn.${'title' | 'lead' | 'levelTitle' | 'otherTitle' | 'otherText' | 'keptTitle' | 'kept' | 'button' | 'heldTitle' | 'held' | 'failed' | 'failedText' | 'cancelled' | 'cancelledText' | 'tooLow' | 'tooLowText' | 'expired' | 'expiredText' | 'unavailable' | 'unavailableText' | 'again' | 'signedOut' | 'signedOutText'}`,
      Plain
    >,
    Record<'interface.signIn.reference', { reference: Word }>,
    Record<'interface.start.title', { service: Word }>,
    Record<`interface.start.${'ready' | 'button' | 'refusedCondition'}`, Plain>,
    Record<'interface.start.refusedOffer', { authority: Word }>,
    Record<`interface.noOffice.title.${'place-missing' | 'several'}`, Plain>,
    Record<`interface.noOffice.title.${'outside' | 'no-office'}`, { place: Word }>,
    Record<`interface.noOffice.title.${'not-offered' | 'paused' | 'unready'}`, { authority: Word }>,
    Record<'interface.noOffice.title.ended', { authority: Word; date: Word }>,
    Record<`interface.noOffice.text.${'place-missing' | 'several' | 'no-office' | 'not-offered' | 'ended' | 'paused' | 'unready'}`, Plain>,
    Record<'interface.noOffice.text.outside', { canton: Word }>,
    Record<'interface.noOffice.kept', { date: Word }>,
    Record<'interface.noOffice.correct', { question: Word }>,
    Record<`interface.noOffice.${'toOffice' | 'help' | 'choice' | 'choose' | 'take'}`, Plain>,
    Record<'interface.noOffice.elsewhere', { place: Word; what: Word }>,
    Record<`interface.sections.${'title' | 'ready' | 'done' | 'optional' | 'todo'}`, Plain>,
    Record<`interface.sections.${'lead' | 'started'}`, { count: number }>,
    Record<'interface.files.none', Plain>,
    Record<`interface.files.${'empty' | 'protected' | 'damaged' | 'inside' | 'infected' | 'interrupted'}`, { file: Word }>,
    Record<'interface.files.size', { file: Word; size: Word }>,
    Record<'interface.files.type', { file: Word; formats: Word }>,
    Record<'interface.files.too-many', { count: number; file: Word }>,
    Record<
      `interface.question.${'registerSilent' | 'list' | 'checkStep' | 'next' | 'later' | 'saved' | 'saveFailed' | 'saveFailedSession' | 'saveFailedNetwork' | 'retry' | 'onlyConfirm'}`,
      Plain
    >,
    Record<'interface.question.position', { count: Word; position: Word }>,
    Record<'interface.question.notSent', { date: Word }>,
    Record<'interface.question.errorsTitle', { count: number }>,
    Record<`interface.saved.${'title' | 'text' | 'reminder' | 'goOn' | 'home'}`, Plain>,
    Record<'interface.saved.until', { date: Word }>,
    Record<`interface.dropped.${'title' | 'text' | 'button' | 'keep'}`, Plain>,
    Record<
      `interface.check.${'title' | 'lead' | 'change' | 'add' | 'notGiven' | 'sharing' | 'feeFree' | 'feeBefore' | 'feeOpen' | 'submitTitle' | 'binding' | 'faults'}`,
      Plain
    >,
    Record<'interface.check.sharingWhat', { authority: Word; office: Word; what: Word }>,
    Record<`interface.check.${'retention' | 'retentionArchive'}`, { period: Word }>,
    Record<'interface.check.feeTotal', { amount: Word }>,
    Record<`interface.check.submit.${'order' | 'application' | 'declaration' | 'booking' | 'payment' | 'information' | 'link'}`, Plain>,
    Record<
      `interface.check.submitPaid.${'order' | 'application' | 'declaration' | 'booking' | 'payment' | 'information'}`,
      { amount: Word }
    >,
    Record<'interface.check.submitPaid.link', Plain>,
    Record<`interface.sent.${'title' | 'text'}`, Plain>,
    Record<'interface.sent.toCase', { reference: Word }>,
    Record<
      `interface.confirmation.title.${'order' | 'application' | 'declaration' | 'booking' | 'payment' | 'information' | 'link'}`,
      Plain
    >,
    Record<
      `interface.confirmation.${'reference' | 'next' | 'documents' | 'bookmark' | 'toCase' | 'contact' | 'alert' | 'pdf' | 'pdfWaiting' | 'pdfWaitingText' | 'pdfAgain' | 'feedback'}`,
      Plain
    >,
    Record<
      `interface.feedback.${'title' | 'ease' | 'words' | 'hint' | 'optional' | 'button' | 'missing' | 'tooMany' | 'thanks' | 'thanksText' | 'home' | 'others'}`,
      Plain
    >,
    Record<'interface.feedback.lead', { service: Word }>,
    Record<`interface.feedback.choices.${'1' | '2' | '3' | '4' | '5'}`, Plain>,
    Record<'interface.feedback.long', { count: Word }>,
    Record<'interface.feedback.figure', { count: Word; percent: Word }>,
    Record<`interface.cases.${'title' | 'running' | 'finished' | 'none' | 'noneText' | 'find'}`, Plain>,
    Record<'interface.cases.waiting', { count: number }>,
    Record<'interface.cases.finishedOn', { date: Word }>,
    Record<
      `interface.case.${'lateWord' | 'who' | 'you' | 'since' | 'until' | 'untilYou' | 'untilNote' | 'noDate' | 'late' | 'trouble' | 'actions' | 'nothing' | 'route' | 'documents' | 'fromYou' | 'fromAuthority' | 'noneFromYou' | 'noneFromAuthority' | 'fileWhy' | 'fileSend' | 'fee' | 'receipt' | 'total' | 'example' | 'answers' | 'reference' | 'submitted' | 'legal' | 'retention' | 'accesses' | 'accessesLead' | 'noAccess' | 'more' | 'withdraw' | 'contact' | 'reload'}`,
      Plain
    >,
    Record<`interface.case.states.${'past' | 'now' | 'next' | 'last'}`, Plain>,
    Record<'interface.case.lateText', { who: Word }>,
    Record<`interface.case.${'expectedOn' | 'sinceDate' | 'replaceText'}`, { date: Word }>,
    Record<'interface.case.documentFrom', { at: Word; sender: Word }>,
    Record<'interface.case.documentLabel', { kind: Word; size: Word; title: Word }>,
    Record<'interface.case.fileLabel', { name: Word; size: Word; title: Word }>,
    Record<`interface.case.fileStates.${'uploaded' | 'checking' | 'accepted' | 'refused'}`, Plain>,
    Record<'interface.case.replaceFile', { title: Word }>,
    Record<'interface.case.fileFormats', { formats: Word; size: Word }>,
    Record<'interface.case.surplus', { amount: Word }>,
    Record<`interface.case.feeState.${'preview' | 'open' | 'settled' | 'free' | 'refunded' | 'refunding' | 'waived' | 'expired'}`, Plain>,
    Record<'interface.case.feeState.settledAt', { at: Word }>,
    Record<'interface.case.feeState.part-refunded', { amount: Word; at: Word }>,
    Record<'interface.case.accessPurpose', { purpose: Word }>,
    Record<`interface.source.${'register' | 'identity' | 'profile' | 'case'}`, Plain>,
    Record<'interface.source.registerOf', { authority: Word }>,
    Record<`interface.receipt.${'list' | 'to' | 'files' | 'pdf'}`, Plain>,
    Record<`interface.receipt.title.${'withdrawal' | 'payment'}`, Plain>,
    Record<'interface.receipt.title.upload', { count: number }>,
    Record<`interface.receipt.lead.${'withdrawal' | 'upload'}`, { office: Word }>,
    Record<'interface.receipt.lead.payment', Plain>,
    Record<`interface.receipt.at.${'withdrawal' | 'upload' | 'payment'}`, Plain>,
    Record<'interface.receipt.checksum', { hash: Word }>,
    Record<`interface.receipt.entry.${'withdrawal' | 'upload' | 'payment'}`, Plain>,
    Record<`interface.withdraw.${'title' | 'text' | 'fee' | 'button' | 'keep' | 'tooLate' | 'tooLateText' | 'done'}`, Plain>,
    Record<
      `interface.task.${'secondTitle' | 'reason' | 'button' | 'withdraw' | 'alreadyDone' | 'alreadyDoneText' | 'takenBack' | 'takenBackText' | 'busy' | 'busyText'}`,
      Plain
    >,
    Record<'interface.task.secondText', { name: Word }>,
    Record<'interface.task.late', { date: Word }>,
    Record<
      `interface.payment.means.${'choose' | 'chooseLead' | 'online' | 'onlineHint' | 'invoice' | 'invoiceHint' | 'chooseMissing' | 'next' | 'trouble' | 'invoiceReady' | 'invoiceLead' | 'download' | 'other'}`,
      Plain
    >,
    Record<'interface.payment.means.received', { amount: Word }>,
    Record<`interface.payment.${'title' | 'button'}`, { amount: Word }>,
    Record<`interface.payment.${'lead' | 'what' | 'interrupted' | 'preparing' | 'preparingText' | 'done' | 'doneText'}`, Plain>,
    Record<'interface.payment.until', { date: Word }>,
    Record<`interface.inbox.${'title' | 'list' | 'none' | 'noneText' | 'unread' | 'attachments'}`, Plain>,
    Record<'interface.inbox.from', { at: Word; from: Word }>,
    Record<'interface.inbox.unreadCount', { count: number }>,
    Record<'interface.inbox.toCase', { reference: Word }>,
    Record<
      `interface.verify.${'title' | 'lead' | 'label' | 'hint' | 'button' | 'missing' | 'genuine' | 'what' | 'authority' | 'issuedOn' | 'compare' | 'unknown' | 'unknownText' | 'tooMany' | 'byCode' | 'byFile' | 'fileLabel' | 'fileHint' | 'fileButton' | 'fileMissing' | 'fileSize' | 'genuineFile' | 'unknownFile' | 'unknownFileText'}`,
      Plain
    >,
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
    Record<
      `interface.help.${'title' | 'lead' | 'orderTitle' | 'orderText' | 'waitTitle' | 'waitText' | 'saveTitle' | 'saveText' | 'mailTitle' | 'mailText' | 'otherTitle' | 'otherText'}`,
      Plain
    >,
    Record<
      `interface.accessibility.${'title' | 'lead' | 'standardTitle' | 'standardText' | 'testTitle' | 'testText' | 'gapsTitle' | 'gapsText' | 'reportTitle' | 'reportText'}`,
      Plain
    >,
    Record<'interface.accessibility.date', { date: Word }>,
    Record<
      `interface.privacy.${'title' | 'lead' | 'whatTitle' | 'whatText' | 'whoTitle' | 'whoText' | 'longTitle' | 'longText' | 'cookiesTitle' | 'cookiesText' | 'rightsTitle' | 'rightsText'}`,
      Plain
    >,
    Record<
      `interface.data.${'title' | 'lead' | 'known' | 'name' | 'born' | 'email' | 'since' | 'notKnown' | 'source' | 'toProfile' | 'looks' | 'looksLead' | 'none' | 'program' | 'person' | 'more' | 'kept' | 'keptOpen' | 'nothing' | 'export' | 'exportText' | 'download' | 'wrong' | 'wrongText'}`,
      Plain
    >,
    Record<'interface.data.sentence', { count: Word }>,
    Record<'interface.data.purpose', { purpose: Word }>,
    Record<'interface.data.reason', { reason: Word }>,
    Record<'interface.data.law', { law: Word }>,
    Record<'interface.data.inCase', { reference: Word; service: Word }>,
    Record<'interface.data.keptCase', { date: Word; service: Word }>,
    Record<`interface.data.${'keptUntil' | 'draftUntil'}`, { date: Word }>,
    Record<'interface.data.draft', { service: Word }>,
    Record<
      `interface.all.${'title' | 'lead' | 'package' | 'packageText' | 'make' | 'making' | 'signInAgain' | 'signInAgainText' | 'atOnce' | 'forget' | 'kept' | 'keptText' | 'noCases' | 'running' | 'ask' | 'link'}`,
      Plain
    >,
    Record<`interface.all.${'ready' | 'until'}`, { date: Word }>,
    Record<'interface.all.fetch', { size: Word }>,
    Record<'interface.all.atOnceText', { count: number }>,
    Record<'interface.all.untilLaw', { date: Word; law: Word }>,
    Record<`interface.all.request.${'asked' | 'agreed' | 'declined'}`, Plain>,
    Record<`interface.counter.link.${'toLink' | 'title' | 'lead' | 'hint' | 'button' | 'done' | 'doneText'}`, Plain>,
    Record<`interface.counter.link.fault.${'not-found' | 'too-often'}`, Plain>,
    Record<
      `interface.counter.${'title' | 'lead' | 'open' | 'tooLate' | 'tooLateText' | 'toWorkplace' | 'barred' | 'barredText' | 'toPaper'}`,
      Plain
    >,
    Record<`interface.counter.bar.${'counter' | 'phone'}`, { name: Word }>,
    Record<`interface.counter.captured.${'counter' | 'phone'}`, { office: Word }>,
    Record<
      `interface.counter.paper.${'title' | 'lead' | 'person' | 'born' | 'to' | 'captured' | 'signature' | 'confirm' | 'placeDate'}`,
      Plain
    >,
    Record<'interface.counter.paper.signs', { name: Word }>,
    Record<
      `interface.representation.${'title' | 'lead' | 'taken' | 'noneTaken' | 'enterCode' | 'given' | 'noneGiven' | 'give' | 'nobodyYet' | 'all' | 'noService' | 'act' | 'read' | 'giveTitle' | 'giveLead' | 'matters' | 'mattersShort' | 'mattersHint' | 'right' | 'rightShort' | 'when' | 'from' | 'fromHint' | 'until' | 'alerts' | 'alertsHint' | 'alertsBoth' | 'alertsMe' | 'alertsShort' | 'alertsBothWords' | 'alertsOneWords' | 'giveButton' | 'codeTitle' | 'codeNext' | 'codeStep1' | 'codeStep2' | 'codeStep3' | 'toMandate' | 'takeTitle' | 'takeLead' | 'code' | 'codeHint' | 'takeButton' | 'offerLead' | 'accept' | 'refuse' | 'mandateTitle' | 'givenOpen' | 'endBand' | 'newCode' | 'endText' | 'layDownText' | 'endButton' | 'layDown' | 'acts' | 'switch' | 'end' | 'endShort' | 'endLead' | 'goOn' | 'overTitle' | 'overLead' | 'barredTitle' | 'nothingDone' | 'caseClosed' | 'noCases' | 'registered' | 'registeredLead' | 'toRegister' | 'decision' | 'signature' | 'checkedAt' | 'uncheckedTitle' | 'uncheckedLead' | 'askFirst'}`,
      Plain
    >,
    Record<
      `interface.representation.${'actingNow' | 'offerTitle' | 'givenTo' | 'takenFrom' | 'actFor' | 'endTitle' | 'casesOf' | 'sentBy' | 'barOpen' | 'sentByLaw'}`,
      { name: Word }
    >,
    Record<'interface.representation.period', { from: Word; until: Word }>,
    Record<'interface.representation.only', { services: Word }>,
    Record<
      `interface.representation.state.${'offered' | 'lapsed' | 'ahead' | 'valid' | 'unchecked' | 'over' | 'refused' | 'ended'}`,
      Plain
    >,
    Record<`interface.representation.${'untilHint' | 'codeLead'}`, { count: Word }>,
    Record<
      `interface.representation.did.${'found' | 'checked' | 'given' | 'code' | 'taken' | 'refused' | 'used' | 'ended' | 'laid-down'}`,
      { who: Word }
    >,
    Record<'interface.representation.did.lapsed', Plain>,
    Record<`interface.representation.${'bar' | 'barReading' | 'barUntil'}`, { name: Word; until: Word }>,
    Record<`interface.representation.barred.${'own' | 'reads-only'}`, { name: Word }>,
    Record<'interface.representation.barredText.own', { name: Word }>,
    Record<'interface.representation.barredText.reads-only', { name: Word; until: Word }>,
    Record<`interface.representation.service.${'not-company' | 'not-represented'}`, Plain>,
    Record<`interface.representation.service.${'reads-only' | 'not-covered'}`, { name: Word }>,
    Record<`interface.representation.serviceText.${'not-company' | 'not-represented' | 'not-covered'}`, { name: Word }>,
    Record<'interface.representation.serviceText.reads-only', Plain>,
    Record<'interface.representation.caseNote', { date: Word; reference: Word }>,
    Record<'interface.representation.periodOpen', { from: Word }>,
    Record<`interface.representation.kinds.${'parent' | 'guardian' | 'organ'}`, Plain>,
    Record<`interface.representation.kindTitles.${'parent' | 'guardian' | 'organ'}`, { name: Word }>,
    Record<`interface.representation.signs.${'sole' | 'joint'}`, Plain>,
    Record<
      `interface.representation.register.${'title' | 'lead' | 'ask' | 'back' | 'purpose' | 'sent' | 'told' | 'kept' | 'silent' | 'silentText'}`,
      Plain
    >,
    Record<`interface.representation.faults.${'matters' | 'right' | 'from' | 'alerts' | 'code'}`, Plain>,
    Record<'interface.representation.faults.until', { count: Word }>,
    Record<
      `interface.profile.${'title' | 'lead' | 'language' | 'alerts' | 'alertsHint' | 'yes' | 'no' | 'sms' | 'phoneProven' | 'phoneOpen' | 'prove' | 'rulings' | 'rulingsHint' | 'rulingsYes' | 'rulingsNo' | 'email' | 'emailHintNone' | 'phone' | 'phoneHint' | 'optional' | 'button' | 'saved' | 'savedText' | 'nothing' | 'changes' | 'empty' | 'toData' | 'whyLanguage'}`,
      Plain
    >,
    Record<'interface.profile.emailHint', { address: Word }>,
    Record<'interface.profile.changed', { after: Word; before: Word; what: Word }>,
    Record<`interface.profile.fields.${'language' | 'email' | 'phone' | 'alerts' | 'rulings'}`, Plain>,
    Record<`interface.profile.faults.${'language' | 'email' | 'phone' | 'alerts' | 'rulings'}`, Plain>,
    Record<
      `interface.phone.${'title' | 'none' | 'back' | 'proven' | 'provenText' | 'send' | 'sendAgain' | 'label' | 'hint' | 'check'}`,
      Plain
    >,
    Record<'interface.phone.lead', { phone: Word }>,
    Record<`interface.phone.code.${'asked' | 'askedText' | 'sent' | 'sentText' | 'failed' | 'failedText'}`, Plain>,
    Record<`interface.phone.fault.${'wrong' | 'expired' | 'too-many'}`, Plain>,
    Record<
      `interface.barrier.${'title' | 'lead' | 'page' | 'pageHint' | 'words' | 'wordsHint' | 'aid' | 'aidHint' | 'contact' | 'contactHint' | 'optional' | 'button' | 'thanks' | 'thanksText' | 'tooMany' | 'tooManyText' | 'urgent' | 'retention'}`,
      Plain
    >,
    Record<`interface.barrier.faults.${'words' | 'email'}`, Plain>,
    Record<'interface.barrier.faults.long', { count: Word }>,
    Record<`interface.imprint.${'title' | 'lead' | 'whoTitle' | 'demoTitle' | 'demoText' | 'codeTitle' | 'codeText'}`, Plain>,
    Record<'interface.imprint.whoText', { canton: Word }> {}
