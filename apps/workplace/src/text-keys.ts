// Made of apps/workplace/texts by `npm run texts`; never edited by hand.
import type { Plain, Word } from '@einwohnerportal/web';

/** Keys of the texts of this application, each with the arguments its message takes. */
export interface WorkplaceTexts
  extends
    Record<
      `interface.absences.${'title' | 'lead' | 'standIn' | 'add' | 'by' | 'drop' | 'alone' | 'first' | 'last' | 'deputy' | 'deputyHint' | 'button'}`,
      Plain
    >,
    Record<'interface.absences.sentence', { count: number }>,
    Record<'interface.absences.days', { first: Word; last: Word }>,
    Record<'interface.absences.away', { day: Word; name: Word }>,
    Record<`interface.absences.part.${'day' | 'month' | 'year'}`, Plain>,
    Record<`interface.absences.fault.${'days' | 'deputy'}`, Plain>,
    Record<`interface.absences.said.${'added' | 'dropped'}`, Plain>,
    Record<
      `interface.numbers.${'title' | 'none' | 'lead' | 'which' | 'reason' | 'hint' | 'button' | 'short' | 'choose' | 'shown' | 'same' | 'back'}`,
      Plain
    >,
    Record<
      `interface.ask.${'time' | 'notSent' | 'title' | 'back' | 'task' | 'lead' | 'names' | 'namesHint' | 'noAnswer' | 'documents' | 'words' | 'wordsHint' | 'within' | 'withinHint' | 'button' | 'asked'}`,
      Plain
    >,
    Record<'interface.ask.document', { title: Word }>,
    Record<'interface.ask.documentsHint', { count: Word }>,
    Record<'interface.ask.days', { count: number }>,
    Record<`interface.ask.fault.${'empty' | 'words' | 'period' | 'busy'}`, Plain>,
    Record<'interface.ask.fault.long', { count: Word }>,
    Record<
      `interface.counter.${'email' | 'emailHint' | 'agreedTitle' | 'agreed' | 'feeComing' | 'feeReload' | 'account' | 'accountText' | 'makeCode' | 'codePrint' | 'feeOpenText' | 'meansLabel' | 'receiptLabel' | 'receiptHint' | 'pay' | 'feeTaken' | 'nav' | 'title' | 'lead' | 'begin' | 'choose' | 'office' | 'service' | 'channel' | 'officialName' | 'firstName' | 'birthdate' | 'birthdateHint' | 'authority' | 'street' | 'houseNumber' | 'swissZipCode' | 'town' | 'identity' | 'identityHint' | 'language' | 'noneOpen' | 'sent' | 'one' | 'goOn' | 'drop' | 'toTasks' | 'elsewhere'}`,
      Plain
    >,
    Record<`interface.counter.signed.${'title' | 'open' | 'label' | 'another' | 'hint' | 'button' | 'closed'}`, Plain>,
    Record<'interface.counter.signed.state.missing', Plain>,
    Record<`interface.counter.signed.state.${'checking' | 'there' | 'refused'}`, { at: Word }>,
    Record<'interface.counter.codeText', { days: Word }>,
    Record<`interface.counter.${'linked' | 'until' | 'sentAt'}`, { at: Word }>,
    Record<'interface.counter.feeOpen', { amount: Word }>,
    Record<`interface.counter.means.${'cash' | 'card'}`, Plain>,
    Record<'interface.counter.feeTakenText', { amount: Word; at: Word; by: Word; means: Word; receipt: Word }>,
    Record<`interface.counter.payFault.${'means' | 'receipt' | 'nothing'}`, Plain>,
    Record<`interface.counter.channels.${'counter' | 'phone'}`, Plain>,
    Record<`interface.counter.via.${'counter' | 'phone'}`, Plain>,
    Record<`interface.counter.identities.${'passport' | 'identity-card' | 'residence-permit' | 'known' | 'none'}`, Plain>,
    Record<'interface.counter.open', { count: number }>,
    Record<`interface.counter.state.${'open' | 'over' | 'sent' | 'dropped'}`, Plain>,
    Record<`interface.counter.stateText.${'open' | 'over' | 'sent' | 'dropped'}`, Plain>,
    Record<
      `interface.counter.fact.${'reference' | 'person' | 'service' | 'place' | 'channel' | 'identity' | 'level' | 'language' | 'by' | 'begun' | 'sent' | 'until'}`,
      Plain
    >,
    Record<`interface.counter.fact.captured.${'counter' | 'phone'}`, Plain>,
    Record<
      `interface.counter.error.${'email' | 'agreed' | 'service' | 'channel' | 'officialName' | 'firstName' | 'birthdate' | 'authority' | 'swissZipCode' | 'language'}`,
      Plain
    >,
    Record<`interface.counter.refused.${'not-allowed' | 'offer' | 'channel' | 'level'}`, Plain>,
    Record<
      `interface.emergency.${'title' | 'lead' | 'reference' | 'referenceHint' | 'kind' | 'reason' | 'reasonHint' | 'button' | 'end' | 'list' | 'none' | 'hereText'}`,
      Plain
    >,
    Record<`interface.emergency.kinds.${'danger' | 'nobody-there' | 'person-asks' | 'fault'}`, Plain>,
    Record<`interface.emergency.${'openUntil' | 'here'}`, { until: Word }>,
    Record<`interface.emergency.fault.${'not-found' | 'reason' | 'too-often'}`, Plain>,
    Record<'interface.emergency.said.ended', Plain>,
    Record<
      `interface.handOver.${'title' | 'lead' | 'none' | 'office' | 'officeHint' | 'choose' | 'words' | 'wordsHint' | 'button'}`,
      Plain
    >,
    Record<`interface.handOver.group.${'own' | 'above' | 'elsewhere'}`, { name: Word }>,
    Record<`interface.handOver.fault.${'office' | 'words' | 'busy'}`, Plain>,
    Record<'interface.handOver.fault.long', { count: Word }>,
    Record<`interface.statistics.${'csv' | 'title' | 'lead' | 'empty' | 'caption'}`, Plain>,
    Record<'interface.statistics.sentence', { count: number }>,
    Record<`interface.statistics.column.${'closed' | 'median' | 'p90' | 'open' | 'late'}`, Plain>,
    Record<'interface.files.none', Plain>,
    Record<`interface.files.${'empty' | 'protected' | 'damaged' | 'inside' | 'infected' | 'interrupted'}`, { file: Word }>,
    Record<'interface.files.size', { file: Word; size: Word }>,
    Record<'interface.files.type', { file: Word; formats: Word }>,
    Record<'interface.files.too-many', { count: number; file: Word }>,
    Record<
      `interface.talk.${'title' | 'you' | 'unread' | 'checking' | 'missing' | 'none' | 'files' | 'filesHint' | 'language' | 'thread' | 'toTalk' | 'unreadView' | 'unreadNone' | 'since'}`,
      Plain
    >,
    Record<'interface.talk.readAt', { at: Word }>,
    Record<'interface.talk.long', { count: Word }>,
    Record<'interface.talk.from', { office: Word }>,
    Record<`interface.talk.${'unreadTitle' | 'count'}`, { count: number }>,
    Record<`interface.talk.done.${'note' | 'noteText' | 'sent' | 'sentText'}`, Plain>,
    Record<`interface.talk.note.${'title' | 'words' | 'hint' | 'button'}`, Plain>,
    Record<`interface.talk.message.${'title' | 'words' | 'hint' | 'button' | 'preview' | 'previewTitle' | 'previewHint'}`, Plain>,
    Record<
      `interface.deliveries.${'title' | 'lead' | 'none' | 'since' | 'document' | 'how' | 'toCase' | 'way' | 'nothing' | 'say' | 'said' | 'nothingSaid' | 'which' | 'happened' | 'when' | 'number' | 'numberHint' | 'againBy' | 'address' | 'addressHint' | 'button' | 'done' | 'doneText'}`,
      Plain
    >,
    Record<'interface.deliveries.sentence', { count: number }>,
    Record<`interface.deliveries.state.${'under-way' | 'sent' | 'delivered' | 'deemed' | 'returned' | 'replaced'}`, Plain>,
    Record<`interface.deliveries.channel.${'inbox' | 'letter' | 'registered-letter' | 'in-person' | 'counter'}`, Plain>,
    Record<`interface.deliveries.fact.${'sent' | 'opened' | 'tried' | 'returned' | 'delivered'}`, { day: Word }>,
    Record<`interface.deliveries.fact.${'deemed' | 'willBeDeemed'}`, { day: Word; law: Word }>,
    Record<'interface.deliveries.fact.proof', { kind: Word; proof: Word }>,
    Record<`interface.deliveries.proof.${'opened' | 'receipt' | 'signed' | 'handed-over' | 'period'}`, Plain>,
    Record<`interface.deliveries.what.${'delivered' | 'tried' | 'returned' | 'again' | 'appeal'}`, Plain>,
    Record<`interface.deliveries.ruling.${'now' | 'signed' | 'notifiedOn' | 'signedOn' | 'signedBy' | 'draftedBy'}`, Plain>,
    Record<`interface.deliveries.ruling.${'notified' | 'binding' | 'appealed'}`, { day: Word }>,
    Record<`interface.deliveries.fault.${'what' | 'day' | 'proof' | 'state' | 'address'}`, Plain>,
    Record<
      `interface.money.${'title' | 'lead' | 'none' | 'noCredits' | 'waiting' | 'second' | 'confirm' | 'refuse' | 'since' | 'amount' | 'which' | 'case' | 'caseHint' | 'reason' | 'reasonHint' | 'secondHint' | 'assign' | 'close' | 'fee' | 'now' | 'due' | 'settled' | 'back' | 'decide' | 'decided' | 'nothingDecided' | 'nothingToDecide' | 'waits' | 'waitsText'}`,
      Plain
    >,
    Record<'interface.money.sentence', { count: number }>,
    Record<`interface.money.view.${'open' | 'overdue' | 'paid' | 'refunded' | 'credits'}`, Plain>,
    Record<`interface.money.state.${'open' | 'overdue' | 'lapsed' | 'written-off' | 'paid' | 'refunded'}`, Plain>,
    Record<`interface.money.kind.${'refund' | 'write-off' | 'assign' | 'close'}`, Plain>,
    Record<`interface.money.wish.${'refund' | 'write-off'}`, Plain>,
    Record<`interface.money.act.${'proposed' | 'confirmed' | 'refused' | 'done' | 'failed'}`, Plain>,
    Record<`interface.money.judged.${'unknown' | 'part' | 'over' | 'double' | 'late' | 'currency' | 'reversal'}`, Plain>,
    Record<`interface.money.said.${'proposed' | 'done' | 'own' | 'gone'}`, Plain>,
    Record<`interface.money.fault.${'credit' | 'reason' | 'reference' | 'state'}`, Plain>,
    Record<`interface.site.${'name' | 'skip' | 'demonstration' | 'demonstrationShort'}`, Plain>,
    Record<'interface.site.errorTitle', { title: Word }>,
    Record<
      `interface.nav.${'main' | 'emergency' | 'tasks' | 'cases' | 'incidents' | 'operations' | 'records' | 'organisation' | 'services' | 'search' | 'searchButton' | 'account' | 'signIn' | 'signOut' | 'language'}`,
      Plain
    >,
    Record<
      `interface.search.${'title' | 'case' | 'intro' | 'purpose' | 'purposeHint' | 'reason' | 'reasonHint' | 'text' | 'textHint' | 'service' | 'state' | 'any' | 'from' | 'until' | 'dayHint' | 'button' | 'csv' | 'json' | 'more' | 'none'}`,
      Plain
    >,
    Record<`interface.search.purposes.${'work' | 'answer' | 'check' | 'other'}`, Plain>,
    Record<`interface.search.states.${'open' | 'closed'}`, Plain>,
    Record<'interface.search.found', { count: number }>,
    Record<`interface.search.column.${'person' | 'service' | 'sentence' | 'submitted'}`, Plain>,
    Record<`interface.search.file.${'name' | 'reference' | 'service' | 'person' | 'submittedAt' | 'closedAt' | 'sentence'}`, Plain>,
    Record<`interface.search.said.${'tooOften' | 'tooOftenText' | 'noPurpose' | 'noPurposeText'}`, Plain>,
    Record<`interface.search.error.${'purpose' | 'reason' | 'nothing' | 'day'}`, Plain>,
    Record<`interface.footer.${'help' | 'portal' | 'ask' | 'askOffice'}`, Plain>,
    Record<'interface.format.instant', { day: Word; hour: Word; minute: Word }>,
    Record<'interface.format.francs', { amount: Word }>,
    Record<`interface.source.${'register' | 'identity' | 'profile' | 'case'}`, Plain>,
    Record<'interface.source.registerOf', { authority: Word }>,
    Record<`interface.deadline.${'none' | 'today'}`, Plain>,
    Record<`interface.deadline.${'left' | 'late'}`, { days: number }>,
    Record<
      `interface.tasks.${'search' | 'service' | 'deadline' | 'pages' | 'first' | 'next' | 'pick' | 'pickAll' | 'pickNone' | 'withPicked' | 'take' | 'giveBack' | 'give' | 'to' | 'toWhom' | 'undo' | 'views' | 'list' | 'nobody' | 'somebody' | 'urgent' | 'proposed' | 'office' | 'oneOffice' | 'apply' | 'showAll' | 'allTasks' | 'done' | 'doneText' | 'empty' | 'nothingFound'}`,
      Plain
    >,
    Record<`interface.tasks.all.${'office' | 'service' | 'deadline'}`, Plain>,
    Record<'interface.tasks.oneService', { service: Word }>,
    Record<'interface.tasks.oneDeadline', { group: Word }>,
    Record<'interface.tasks.many', { count: Word; late: number; today: number }>,
    Record<'interface.tasks.shown', { count: number }>,
    Record<'interface.tasks.pickOne', { reference: Word; task: Word }>,
    Record<`interface.tasks.sure.${'claim' | 'return' | 'yes'}`, { count: Word }>,
    Record<'interface.tasks.sure.give', { count: Word; name: Word }>,
    Record<`interface.tasks.sure.${'text' | 'giveText' | 'no'}`, Plain>,
    Record<
      `interface.tasks.said.${'handedOver' | 'handedOverText' | 'asked' | 'askedText' | 'none' | 'noneText' | 'nobody' | 'nobodyText'}`,
      Plain
    >,
    Record<`interface.tasks.said.${'undone' | 'taken' | 'returned' | 'given' | 'missed'}`, { count: number }>,
    Record<`interface.tasks.title.${'all' | 'mine' | 'free' | 'deputy'}`, { count: number; late: number; today: number }>,
    Record<`interface.tasks.view.${'all' | 'mine' | 'free' | 'deputy'}`, Plain>,
    Record<
      `interface.tasks.column.${'due' | 'task' | 'person' | 'service' | 'reference' | 'since' | 'sinceShort' | 'who' | 'whoShort'}`,
      Plain
    >,
    Record<`interface.tasks.group.${'late' | 'today' | 'week' | 'later' | 'none' | 'all'}`, Plain>,
    Record<'interface.tasks.followUp', { day: Word }>,
    Record<'interface.tasks.searched', { text: Word }>,
    Record<`interface.tasks.emptyView.${'deputy' | 'all' | 'mine' | 'free'}`, Plain>,
    Record<'interface.setAside.title.asked', { at: Word }>,
    Record<'interface.setAside.title.handed-over', { at: Word; office: Word }>,
    Record<`interface.setAside.${'anotherOffice' | 'waits' | 'waiting' | 'toTask'}`, Plain>,
    Record<`interface.setAside.text.${'asked' | 'handed-over'}`, Plain>,
    Record<`interface.setAside.button.${'asked' | 'handed-over'}`, Plain>,
    Record<`interface.task.checklist.${'title' | 'hint' | 'save' | 'required' | 'sometimes'}`, Plain>,
    Record<'interface.task.checklist.by', { at: Word; name: Word }>,
    Record<
      `interface.task.${'handOver' | 'otherWays' | 'ask' | 'beforeNone' | 'sentBy' | 'aColleague' | 'overText' | 'giveOn' | 'sees' | 'does' | 'knows' | 'who' | 'until' | 'noDate' | 'route' | 'answers' | 'documents' | 'noDocuments' | 'fee' | 'feeTotal' | 'feeExample' | 'history' | 'submitted' | 'claim' | 'giveBack' | 'complete' | 'completeNext' | 'fourEyes' | 'fourEyesText' | 'alreadyDone' | 'alreadyDoneText' | 'written'}`,
      Plain
    >,
    Record<`interface.task.${'changedAt' | 'doneByMe'}`, { at: Word }>,
    Record<'interface.task.before', { value: Word }>,
    Record<`interface.task.${'withMandate' | 'byLaw'}`, { name: Word }>,
    Record<`interface.task.records.${'title' | 'position' | 'classification' | 'retention' | 'appraisal'}`, Plain>,
    Record<`interface.task.records.appraisalOf.${'archive' | 'sample' | 'destroy'}`, Plain>,
    Record<'interface.task.doneBy', { at: Word; name: Word }>,
    Record<'interface.task.errorsTitle', { count: number }>,
    Record<`interface.task.state.${'past' | 'now' | 'next' | 'last'}`, Plain>,
    Record<
      `interface.task.feeState.${'preview' | 'open' | 'settled' | 'free' | 'refunded' | 'refunding' | 'part-refunded' | 'waived' | 'expired'}`,
      Plain
    >,
    Record<'interface.task.feeState.settledAt', { at: Word }>,
    Record<'interface.task.recorded', { purpose: Word }>,
    Record<
      `interface.task.said.${'taken-back' | 'taken-backText' | 'answered' | 'answeredText' | 'checked' | 'checkedText' | 'given' | 'givenText' | 'nobody' | 'nobodyText' | 'four-eyes' | 'four-eyesText' | 'claimed' | 'claimedText' | 'returned' | 'returnedText' | 'busy' | 'busyText' | 'done' | 'doneText'}`,
      Plain
    >,
    Record<
      `interface.filters.${'title' | 'lead' | 'keep' | 'name' | 'nameHint' | 'forWhom' | 'onlyMe' | 'button' | 'all' | 'none' | 'change' | 'newName' | 'rename' | 'drop' | 'manage'}`,
      Plain
    >,
    Record<'interface.filters.shared', { office: Word }>,
    Record<`interface.filters.fault.${'name' | 'many'}`, { count: Word }>,
    Record<`interface.filters.said.${'renamed' | 'dropped'}`, Plain>,
    Record<'interface.incidents.title', { count: number }>,
    Record<`interface.incidents.${'lead' | 'empty' | 'retry' | 'retried' | 'retriedText'}`, Plain>,
    Record<`interface.incidents.kind.${'stuck' | 'waiting'}`, Plain>,
    Record<`interface.incidents.code.${'not-available' | 'not-allowed' | 'bad-answer' | 'expired'}`, Plain>,
    Record<'interface.incidents.code.other', { code: Word }>,
    Record<`interface.incidents.${'since' | 'nextTry'}`, { at: Word }>,
    Record<
      `interface.records.${'title' | 'lead' | 'none' | 'waiting' | 'requests' | 'due' | 'transfers' | 'destroyed' | 'proof' | 'decide' | 'decided' | 'nothingDecided' | 'reason' | 'reasonHint' | 'reasonMissing' | 'hold' | 'release' | 'toDestroy' | 'toArchive' | 'agree' | 'decline' | 'confirm' | 'refuse' | 'withdraw' | 'again' | 'package' | 'answer' | 'answerHint' | 'answerMissing' | 'answerAccepted' | 'answerRefused' | 'fits' | 'broken' | 'yes' | 'no' | 'dossier'}`,
      Plain
    >,
    Record<'interface.records.requested', { date: Word }>,
    Record<'interface.records.trouble', { code: Word }>,
    Record<'interface.records.yearCount', { count: number }>,
    Record<
      `interface.records.column.${'reference' | 'title' | 'what' | 'who' | 'since' | 'until' | 'state' | 'cases' | 'receipt' | 'number'}`,
      Plain
    >,
    Record<`interface.records.kind.${'hold' | 'release' | 'appraise' | 'shorten'}`, Plain>,
    Record<`interface.records.actState.${'proposed' | 'confirmed' | 'refused' | 'withdrawn'}`, Plain>,
    Record<`interface.records.state.${'goes' | 'held' | 'waits' | 'transfer' | 'refused'}`, Plain>,
    Record<`interface.records.transferState.${'gathered' | 'packed' | 'handed-over' | 'accepted' | 'refused' | 'carry'}`, Plain>,
    Record<`interface.records.filingState.${'gathered' | 'packed' | 'handed-over' | 'accepted' | 'refused' | 'carry'}`, Plain>,
    Record<`interface.records.basis.${'transferred' | 'appraised'}`, Plain>,
    Record<`interface.records.appraisal.${'archive' | 'destroy'}`, Plain>,
    Record<`interface.records.classification.${'unclassified' | 'in_house' | 'confidential' | 'secret'}`, Plain>,
    Record<`interface.records.openness.${'undefined' | 'public' | 'not_public'}`, Plain>,
    Record<
      `interface.records.file.${'title' | 'position' | 'classification' | 'openness' | 'privacy' | 'years' | 'closed' | 'until' | 'appraisal' | 'held' | 'transfer'}`,
      Plain
    >,
    Record<`interface.records.said.${'proposed' | 'done' | 'own' | 'declined' | 'invalid'}`, Plain>,
    Record<'interface.operations.barriers.title', { count: number }>,
    Record<
      `interface.operations.barriers.${'lead' | 'empty' | 'page' | 'aid' | 'contact' | 'noContact' | 'answer' | 'answerHint' | 'button' | 'missing' | 'languageOf'}`,
      Plain
    >,
    Record<'interface.operations.barriers.answered', { at: Word }>,
    Record<
      `interface.operations.${'areas' | 'find' | 'open' | 'all' | 'choose' | 'optional' | 'error' | 'yes' | 'once' | 'nobody' | 'noTime' | 'pick' | 'wholeCase' | 'narrow'}`,
      Plain
    >,
    Record<`interface.operations.area.${'incidents' | 'jobs' | 'timers' | 'interventions' | 'barriers'}`, Plain>,
    Record<'interface.operations.pickOne', { name: Word; reference: Word }>,
    Record<'interface.operations.narrowed', { total: number }>,
    Record<`interface.operations.by.${'service' | 'element' | 'code' | 'standing' | 'capability'}`, Plain>,
    Record<
      `interface.operations.column.${'since' | 'step' | 'code' | 'attempts' | 'attemptsShort' | 'due' | 'capability' | 'holder' | 'holderShort' | 'oldest' | 'repeats' | 'repeatsShort' | 'prepared' | 'decided' | 'change' | 'state' | 'who' | 'whoShort'}`,
      Plain
    >,
    Record<`interface.operations.age.${'minutes' | 'hours' | 'days'}`, { count: number }>,
    Record<`interface.operations.ahead.${'minutes' | 'hours' | 'days'}`, { count: number }>,
    Record<'interface.operations.incidents.title', { count: number }>,
    Record<`interface.operations.incidents.${'lead' | 'group' | 'empty' | 'nothingFound'}`, Plain>,
    Record<`interface.operations.retry.${'title' | 'one' | 'picked' | 'explain' | 'orderedText' | 'none' | 'noneText'}`, Plain>,
    Record<`interface.operations.retry.${'all' | 'question' | 'confirm' | 'ordered'}`, { count: number }>,
    Record<'interface.operations.retry.kind', { count: Word; kind: Word }>,
    Record<`interface.operations.retry.said.${'done' | 'doneText' | 'waiting' | 'waitingText' | 'gone' | 'goneText'}`, Plain>,
    Record<`interface.operations.code.not-available.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.not-allowed.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.bad-answer.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.bad-inputs.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.bad-template.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.refused.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.unknown-outcome.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.expired.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.job-failed.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.expression-failed.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.value-invalid.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.no-flow.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.timer-invalid.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.call-unbound.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.call-depth.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.uncaught-error.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.activation-budget.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.loop-budget.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.join-stuck.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.host-failed.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.code.step-failed.${'name' | 'text'}`, Plain>,
    Record<'interface.operations.code.other', { code: Word }>,
    Record<
      `interface.operations.step.${'title' | 'happened' | 'possible' | 'technical' | 'waits' | 'told' | 'normal' | 'retryHint' | 'retryJobHint' | 'notOurs'}`,
      Plain
    >,
    Record<'interface.operations.step.attempts', { count: number }>,
    Record<'interface.operations.step.lastTry', { count: number; reason: Word }>,
    Record<'interface.operations.step.nextTry', { at: Word }>,
    Record<
      `interface.operations.fact.${'element' | 'capability' | 'party' | 'code' | 'message' | 'holder' | 'token' | 'step' | 'case'}`,
      Plain
    >,
    Record<`interface.operations.standing.due.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.standing.running.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.standing.waiting.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.standing.suspended.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.standing.stuck.${'name' | 'text'}`, Plain>,
    Record<`interface.operations.standing.failed.${'name' | 'text'}`, Plain>,
    Record<'interface.operations.jobs.title', { count: number; stuck: number }>,
    Record<`interface.operations.jobs.${'lead' | 'byCapability' | 'empty' | 'nothingFound'}`, Plain>,
    Record<'interface.operations.timers.title', { count: number; overdue: number }>,
    Record<`interface.operations.timers.${'lead' | 'overdueLead' | 'overdue' | 'next' | 'empty'}`, Plain>,
    Record<`interface.operations.case.${'title' | 'back' | 'begun' | 'stands' | 'incident' | 'waiting' | 'nothing' | 'notOurs'}`, Plain>,
    Record<'interface.operations.case.closed', { at: Word }>,
    Record<
      `interface.operations.change.${'other' | 'fourEyes' | 'tryFirst' | 'reason' | 'reasonHint' | 'reasonMissing' | 'reasonLong'}`,
      Plain
    >,
    Record<`interface.operations.change.button.${'try' | 'open'}`, Plain>,
    Record<`interface.operations.change.skip.${'link' | 'title' | 'about' | 'outputs' | 'outputsHint' | 'expected'}`, Plain>,
    Record<
      `interface.operations.change.values.${'link' | 'title' | 'about' | 'recorded' | 'how' | 'local' | 'tooLong' | 'newName' | 'newNameHint' | 'newValue' | 'unchanged'}`,
      Plain
    >,
    Record<'interface.operations.change.values.count', { count: number }>,
    Record<`interface.operations.change.move.${'link' | 'title' | 'about' | 'element' | 'hint' | 'missing'}`, Plain>,
    Record<
      `interface.operations.change.migrate.${'link' | 'title' | 'about' | 'none' | 'missing' | 'current' | 'older' | 'gone' | 'then' | 'keep' | 'restart' | 'drop' | 'target'}`,
      Plain
    >,
    Record<'interface.operations.change.migrate.version', { at: Word }>,
    Record<`interface.operations.change.stop.${'link' | 'title' | 'about' | 'consequence' | 'message' | 'messageMissing'}`, Plain>,
    Record<'interface.operations.change.stop.messageHint', { language: Word }>,
    Record<`interface.operations.change.fault.${'empty' | 'changed-meanwhile'}`, { name: Word }>,
    Record<`interface.operations.change.fault.${'unreadable' | 'not-a-group' | 'too-long' | 'name'}`, Plain>,
    Record<`interface.operations.type.${'text' | 'number' | 'yes-no' | 'list' | 'group' | 'empty'}`, Plain>,
    Record<`interface.operations.kind.${'skip-incident' | 'set-variables' | 'modify' | 'migrate' | 'cancel'}`, Plain>,
    Record<
      `interface.operations.state.${'draft' | 'proposed' | 'proposedByMe' | 'refused' | 'withdrawn' | 'ordered' | 'done' | 'failed'}`,
      Plain
    >,
    Record<'interface.operations.interventions.title', { count: number }>,
    Record<`interface.operations.interventions.${'lead' | 'release' | 'waiting' | 'decided' | 'empty'}`, Plain>,
    Record<
      `interface.operations.intervention.${'why' | 'reason' | 'name' | 'values' | 'wanted' | 'tried' | 'before' | 'after' | 'trying' | 'refuses' | 'noSteps' | 'hintTrying' | 'hintStale' | 'hintRefused' | 'hintPropose' | 'hintWaits' | 'hintDraft' | 'hintRelease' | 'hintReleaseStop' | 'propose' | 'withdraw' | 'renew' | 'refuse' | 'refusal' | 'refusalHint' | 'refusalMissing'}`,
      Plain
    >,
    Record<'interface.operations.intervention.becomes', { name: Word }>,
    Record<`interface.operations.intervention.closed.${'released' | 'failed' | 'refused' | 'withdrawn'}`, Plain>,
    Record<`interface.operations.release.${'skip-incident' | 'set-variables' | 'modify' | 'migrate' | 'cancel'}`, Plain>,
    Record<
      `interface.operations.said.${'propose' | 'proposeText' | 'withdraw' | 'withdrawText' | 'renew' | 'renewText' | 'release' | 'releaseText' | 'refuse' | 'refuseText' | 'waiting' | 'waitingText' | 'rejected' | 'rejectedText' | 'same-person' | 'same-personText' | 'stale' | 'staleText' | 'gone' | 'goneText'}`,
      Plain
    >,
    Record<`interface.operations.would.${'goOn' | 'end' | 'complete'}`, Plain>,
    Record<
      `interface.operations.what.${'entered' | 'completed' | 'cancelled' | 'failed' | 'skipped' | 'resumed' | 'migrated' | 'rerouted' | 'retried'}`,
      Plain
    >,
    Record<
      `interface.operations.refused.${'no-incident' | 'not-skippable' | 'element-unknown' | 'token-unknown' | 'instance-closed' | 'migration-refused' | 'definition-unknown' | 'variables-too-large'}`,
      Plain
    >,
    Record<'interface.operations.refused.other', { code: Word }>,
    Record<`interface.operations.problem.${'element-missing' | 'kind-changed' | 'scope-changed' | 'loop-changed' | 'nothing-left'}`, Plain>,
    Record<'interface.operations.rejected', { code: Word }>,
    Record<'interface.operations.because', { reason: Word }>,
    Record<
      `interface.operations.event.${'start' | 'complete-task' | 'claim-task' | 'complete-job' | 'fail-job' | 'throw-error' | 'suspend-job' | 'retry-job' | 'reroute' | 'fire-timer' | 'correlate' | 'broadcast' | 'resolve-incident' | 'skip-incident' | 'set-variables' | 'modify' | 'migrate' | 'cancel' | 'continue' | 'activate-elements'}`,
      Plain
    >,
    Record<'interface.case.documentLabel', { kind: Word; size: Word; title: Word }>,
    Record<'interface.case.documentFrom', { at: Word; sender: Word }>,
    Record<`interface.help.${'title' | 'lead' | 'keys' | 'rules'}`, Plain>,
    Record<`interface.help.key.pick.${'name' | 'does'}`, Plain>,
    Record<`interface.help.key.arrows.${'name' | 'does'}`, Plain>,
    Record<`interface.help.key.enter.${'name' | 'does'}`, Plain>,
    Record<`interface.help.key.tab.${'name' | 'does'}`, Plain>,
    Record<`interface.help.key.search.${'name' | 'does'}`, Plain>,
    Record<`interface.help.rule.${'seen' | 'deadline' | 'claim' | 'twice' | 'recorded'}`, Plain>,
    Record<
      `interface.organisation.${'title' | 'areas' | 'lead' | 'offices' | 'addOffice' | 'change' | 'source' | 'fromFile' | 'future' | 'nothing' | 'offers' | 'noOffers' | 'bindings' | 'noBindings' | 'closedDays' | 'noClosedDays' | 'planned' | 'tariffs' | 'tariffsHint' | 'ofCanton' | 'example' | 'confirmed' | 'function' | 'choose' | 'none' | 'add' | 'remove' | 'claims' | 'optional' | 'way' | 'from' | 'fromHint' | 'until' | 'reason' | 'reasonHint' | 'alone' | 'two' | 'offerTwo' | 'save' | 'propose' | 'refused' | 'waitingLead' | 'yours' | 'withdraw' | 'release' | 'refuse' | 'refusal' | 'history' | 'peopleLead' | 'members'}`,
      Plain
    >,
    Record<`interface.organisation.area.${'overview' | 'changes' | 'people'}`, Plain>,
    Record<'interface.organisation.by', { name: Word; on: Word }>,
    Record<'interface.organisation.peopleOf', { office: Word }>,
    Record<`interface.organisation.${'waiting' | 'people'}`, { count: number }>,
    Record<'interface.organisation.proposedBy', { from: Word; name: Word; on: Word }>,
    Record<
      `interface.organisation.kind.${'names' | 'office' | 'places' | 'roles' | 'closed' | 'offer' | 'binding' | 'fee' | 'file'}`,
      Plain
    >,
    Record<`interface.organisation.to.${'office' | 'roles' | 'places' | 'offer' | 'binding' | 'closed' | 'fee'}`, Plain>,
    Record<
      `interface.organisation.place.${'names' | 'subject' | 'address' | 'website' | 'languages' | 'contact' | 'hours' | 'roles' | 'serves' | 'office' | 'closedDays' | 'offers' | 'bindings' | 'fees'}`,
      Plain
    >,
    Record<
      `interface.organisation.column.${'service' | 'state' | 'from' | 'settings' | 'source' | 'capability' | 'way' | 'openSteps' | 'what' | 'amount' | 'law' | 'who' | 'name' | 'office' | 'roles' | 'todo' | 'seen'}`,
      Plain
    >,
    Record<
      `interface.organisation.key.${'from' | 'until' | 'name' | 'phone' | 'email' | 'state' | 'share' | 'to' | 'connector' | 'office' | 'openSteps' | 'service' | 'capability' | 'settings' | 'hours' | 'names' | 'contact' | 'roles' | 'role' | 'serves' | 'street' | 'houseNumber' | 'swissZipCode' | 'town' | 'member' | 'approver' | 'lead' | 'records' | 'organisation' | 'operator' | 'emergency' | 'support' | 'finance' | 'author' | 'counter' | 'code' | 'amount' | 'law'}`,
      Plain
    >,
    Record<
      `interface.organisation.role.${'member' | 'approver' | 'lead' | 'records' | 'organisation' | 'operator' | 'emergency' | 'support' | 'finance' | 'author' | 'counter'}`,
      Plain
    >,
    Record<`interface.organisation.word.${'people' | 'connector' | 'move' | 'keep' | 'pilot' | 'live' | 'paused'}`, Plain>,
    Record<
      `interface.organisation.hint.${'phone' | 'share' | 'amount' | 'hours' | 'claims' | 'pilot' | 'live' | 'paused' | 'settings' | 'move' | 'keep'}`,
      Plain
    >,
    Record<
      `interface.organisation.fault.${'from' | 'until' | 'names' | 'address' | 'office' | 'phone' | 'email' | 'hours' | 'role' | 'claims' | 'name' | 'service' | 'state' | 'share' | 'settings' | 'capability' | 'way' | 'connector' | 'code' | 'amount' | 'law' | 'other'}`,
      Plain
    >,
    Record<`interface.organisation.state.${'released' | 'refused' | 'withdrawn'}`, Plain>,
    Record<`interface.organisation.said.${'proposed' | 'released' | 'same' | 'refused' | 'withdrawn' | 'same-person' | 'gone'}`, Plain>,
    Record<`interface.organisation.member.${'end' | 'effect' | 'again' | 'block' | 'blocks' | 'endNow' | 'keep' | 'left' | 'lift'}`, Plain>,
    Record<'interface.organisation.member.ask', { name: Word; office: Word }>,
    Record<'interface.organisation.member.since', { by: Word; on: Word }>,
    Record<'interface.organisation.member.sinceLong', { by: Word }>,
    Record<`interface.organisation.member.by.${'login' | 'invitation' | 'both'}`, Plain>,
    Record<`interface.organisation.member.act.${'ended' | 'blocked' | 'lifted'}`, { by: Word; on: Word }>,
    Record<`interface.organisation.member.act.${'login' | 'invitation' | 'unused'}`, { on: Word }>,
    Record<
      `interface.organisation.invite.${'title' | 'lead' | 'list' | 'propose' | 'endsOn' | 'endsOnHint' | 'confirm' | 'refuse' | 'withdraw' | 'end'}`,
      Plain
    >,
    Record<'interface.organisation.invite.until', { on: Word }>,
    Record<
      `interface.organisation.invite.state.${'proposed' | 'confirmed' | 'sent' | 'accepted' | 'refused' | 'withdrawn' | 'ended'}`,
      Plain
    >,
    Record<`interface.organisation.invite.said.${'proposed' | 'done' | 'same-person' | 'gone' | 'ended' | 'lifted' | 'self'}`, Plain>,
    Record<`interface.organisation.invite.fault.${'reason' | 'office' | 'name' | 'email' | 'roles' | 'endsOn'}`, Plain>,
    Record<`interface.organisation.code.${'title' | 'lead' | 'label' | 'hint' | 'button' | 'accepted' | 'fault'}`, Plain>,
    Record<`interface.noOffice.${'title' | 'text'}`, Plain>,
    Record<
      `interface.signIn.${'title' | 'lead' | 'button' | 'level' | 'heldTitle' | 'keptTitle' | 'held' | 'again' | 'failed' | 'failedText' | 'cancelled' | 'cancelledText' | 'tooLow' | 'tooLowText' | 'expired' | 'expiredText' | 'unavailable' | 'unavailableText' | 'signedOut' | 'signedOutText'}`,
      Plain
    >,
    Record<`interface.notice.${'forgery' | 'forgeryText' | 'held' | 'heldText'}`, Plain>,
    Record<'interface.session.minutes', { minutes: Word }>,
    Record<`interface.session.${'endsText' | 'extend' | 'extended'}`, Plain>,
    Record<
      `interface.error.${'busyTitle' | 'busyHeld' | 'busySend' | 'busyFiles' | 'busyPosted' | 'awayTitle' | 'awayText' | 'awayPosted' | 'closedTitle' | 'closedPosted' | 'again' | 'notFoundTitle' | 'notFoundText' | 'tooLargeTitle' | 'tooLargeText' | 'foreignTitle' | 'foreignText' | 'brokenTitle' | 'brokenText' | 'otherWay' | 'home'}`,
      Plain
    >,
    Record<'interface.error.busyPlace', { ahead: number }>,
    Record<'interface.error.busyText', { seconds: Word }>,
    Record<'interface.error.busyFile', { files: Word }>,
    Record<'interface.error.closedText', { at: Word }>,
    Record<'interface.error.reference', { reference: Word }>,
    Record<
      `interface.studio.${'title' | 'lead' | 'noServices' | 'parts' | 'inForce' | 'all' | 'leadService' | 'leadPart' | 'leadDraft' | 'leadDraftPart' | 'languages' | 'versions' | 'versionsHint' | 'download' | 'begin' | 'toDraft' | 'new' | 'newName' | 'newNameHint' | 'none' | 'empty' | 'error' | 'warning' | 'check' | 'checking' | 'lookAgain' | 'publish' | 'propose' | 'release' | 'releaseHint' | 'needsAnother' | 'return' | 'drop' | 'publishing' | 'reason' | 'reasonHint' | 'begunBy' | 'proposedBy' | 'upload' | 'uploadLabel' | 'uploadHint' | 'uploadButton' | 'history' | 'machine' | 'up' | 'down' | 'save' | 'yes' | 'no' | 'editTitle' | 'editLead' | 'expectedHint' | 'hideHint'}`,
      Plain
    >,
    Record<
      `interface.studio.part.${'overview' | 'manifest' | 'process' | 'form' | 'decisions' | 'texts' | 'scenarios' | 'files' | 'draft'}`,
      Plain
    >,
    Record<'interface.studio.offered', { by: Word; of: Word }>,
    Record<'interface.studio.draftTitle', { service: Word }>,
    Record<`interface.studio.version.${'current' | 'earlier'}`, Plain>,
    Record<'interface.studio.checked', { at: Word; faults: number; warnings: number }>,
    Record<`interface.studio.state.${'open' | 'proposed' | 'released'}`, Plain>,
    Record<
      `interface.studio.column.${'service' | 'authority' | 'since' | 'offered' | 'open' | 'earlier' | 'draft' | 'state' | 'cases' | 'hash' | 'change' | 'element' | 'kind' | 'lane' | 'does' | 'expected' | 'milestone' | 'next' | 'question' | 'id' | 'name' | 'when' | 'rules' | 'source' | 'why' | 'rule' | 'key' | 'value' | 'step' | 'then' | 'file' | 'bytes' | 'manifest' | 'texts' | 'files' | 'at' | 'who' | 'what' | 'place' | 'before' | 'after'}`,
      Plain
    >,
    Record<
      `interface.studio.change.${'begun' | 'file' | 'file-new' | 'file-gone' | 'proposed' | 'released' | 'returned' | 'dropped' | 'published' | 'refused' | 'text' | 'value' | 'expected' | 'rules' | 'rule' | 'order'}`,
      Plain
    >,
    Record<
      `interface.studio.said.${'kept' | 'same' | 'gone' | 'proposed' | 'returned' | 'released' | 'dropped' | 'faults' | 'waiting' | 'unchanged' | 'same-person'}`,
      Plain
    >,
    Record<`interface.studio.fault.${'missing' | 'zip' | 'inside' | 'size' | 'taken' | 'name' | 'hide' | 'value'}`, Plain>,
    Record<'interface.studio.fault.place', { of: Word }>,
    Record<'interface.studio.placeHint', { of: Word }>,
    Record<
      `interface.studio.field.${'place' | 'label' | 'hint' | 'why' | 'missing' | 'text' | 'hide' | 'required' | 'expected' | 'value'}`,
      Plain
    > {}
