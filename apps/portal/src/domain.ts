import type {
  Barred,
  BarrierReport,
  Catalogue,
  CaseView,
  CaseSummary,
  CasesContext,
  CompleteResult,
  CaseFile,
  CountedView,
  Feedback,
  FeedbackFigure,
  DraftSummary,
  DraftView,
  FeeView,
  FieldError,
  Glance,
  InboxMessage,
  MandateView,
  MandateWish,
  MyData,
  FoundDocument,
  KeptSubmission,
  NewFile,
  NoOffice,
  OfferView,
  OwnData,
  PhoneProof,
  Profile,
  ProfileField,
  Receipt,
  RegisterCheck,
  RepresentedCase,
  Scope,
  SentContent,
  Talk,
  TaskReading,
  TaskView,
  TypedProfile,
  WantedFiles,
  Written,
} from '@einwohnerportal/cases';
import type { CompiledForm, FormContext, PagePlan } from '@einwohnerportal/forms';
import type { SessionDomain } from '@einwohnerportal/web';
import type pg from 'pg';

/** Answer to starting an application: the draft, or why not and what instead (ids of text keys and services). */
export type StartResult =
  | { draftId: string; resumed: boolean }
  | { refused: 'offer' | 'pilot' | 'level' | 'condition' | Barred; reason: string | null; instead: string | null }
  | { refused: 'office'; none: NoOffice };

/** Answer to sending a draft; null: not found or not mine. */
export type SubmitResult =
  | { reference: string; caseId: string; repeated: boolean; captured?: boolean }
  | { faults: { page: string; errors: FieldError[] }[] }
  | { noOffice: NoOffice }
  | null;

/** What the pages ask of the domain; in production the functions of the package `cases`, in tests of a page a small set of its own. */
export interface Domain extends SessionDomain {
  counts(scope: Scope): Promise<{ actions: number; unread: number }>;
  startDraft(context: CasesContext, secret: string, wanted: { service: string; authority: string; language: string }): Promise<StartResult>;
  readDraft(scope: Scope, draftId: string, lang: string): Promise<DraftView | null>;
  lookUp(context: CasesContext, secret: string, draftId: string, asked: { ids: readonly string[]; language: string }): Promise<string[]>;
  saveDraft(scope: Scope, draftId: string, saved: { answers: Record<string, unknown>; page: string | null }): Promise<boolean>;
  choosePlace(scope: Scope, draftId: string, place: number): Promise<boolean>;
  dropDraft(scope: Scope, draftId: string): Promise<boolean>;
  listDrafts(scope: Scope, lang: string): Promise<DraftSummary[]>;
  wantedFiles(draft: DraftView, page: string): Map<string, WantedFiles>;
  addFiles(scope: Scope, draft: DraftView, page: string, files: readonly NewFile[]): Promise<void>;
  removeFile(scope: Scope, draftId: string, fileId: string): Promise<boolean>;
  readCaseFiles(scope: Scope, reference: string, lang: string): Promise<CaseFile[]>;
  replaceFile(scope: Scope, refused: string, file: NewFile): Promise<string | null>;
  readFile(scope: Scope, id: string): Promise<SentContent | null>;
  submitDraft(context: CasesContext, secret: string, draftId: string, options: { language: string }): Promise<SubmitResult>;
  readReceipt(scope: Scope, reference: string, id: string): Promise<Receipt | null>;
  readSubmission(scope: Scope, reference: string): Promise<KeptSubmission | null>;
  giveFeedback(context: CasesContext, feedback: Feedback): Promise<void>;
  feedbackFigures(context: CasesContext): Promise<Map<string, FeedbackFigure>>;
  startPageFee(catalogue: Catalogue, service: string, authority: string, day: string, lang: string): FeeView | null;
  listCases(scope: Scope, lang: string): Promise<CaseSummary[]>;
  readCountedCase(scope: Scope, reference: string, lang: string): Promise<CountedView>;
  readTalk(scope: Scope, reference: string, lang: string): Promise<Talk | null>;
  writeMessage(scope: Scope, reference: string, written: Written): Promise<boolean>;
  glance(context: CasesContext, secret: string | null, caseId: string): Promise<Glance | null>;
  readCase(scope: Scope, reference: string, lang: string): Promise<CaseView | null>;
  withdrawCase(
    context: CasesContext,
    secret: string,
    reference: string,
    commandId: string,
  ): Promise<'withdrawn' | 'too-late' | 'not-found'>;
  wantedOfTask(task: TaskView): Map<string, WantedFiles>;
  addAskedFiles(scope: Scope, task: TaskView, files: readonly NewFile[]): Promise<boolean>;
  dropAskedFile(scope: Scope, task: TaskView, file: string): Promise<boolean>;
  readTask(scope: Scope, reference: string, token: number, lang: string): Promise<TaskView | null>;
  wasTakenBack(scope: Scope, reference: string, token: number): Promise<boolean>;
  completeTask(
    context: CasesContext,
    secret: string,
    task: { reference: string; token: number; body: URLSearchParams; language: string; commandId: string },
  ): Promise<CompleteResult>;
  noteLeavingToPay(scope: Scope, reference: string): Promise<void>;
  noteReturnFromPayment(context: CasesContext, secret: string, reference: string): Promise<void>;
  choosePayment(context: CasesContext, secret: string, reference: string, means: string): Promise<void>;
  readPaymentPaper(scope: Scope, paymentId: string, kind: string): Promise<FoundDocument | null>;
  noteCallbackAddress(context: CasesContext, secret: string, key: string, proof: string): Promise<'accepted' | 'refused'>;
  noteCallback(context: CasesContext, secret: string, body: string, signature: string): Promise<'accepted' | 'refused'>;
  listInbox(scope: Scope, lang: string): Promise<InboxMessage[]>;
  readMessage(scope: Scope, id: string, lang: string): Promise<InboxMessage | null>;
  readMyData(scope: Scope, lang: string): Promise<MyData>;
  exportMyData(scope: Scope, lang: string): Promise<Record<string, unknown>>;
  readOwnData(scope: Scope, lang: string): Promise<OwnData>;
  askForExport(scope: Scope, language: string): Promise<void>;
  fetchExport(scope: Scope, id: string): Promise<{ hash: string } | null>;
  forgetMe(scope: Scope): Promise<void>;
  askForDeletion(scope: Scope, reference: string): Promise<boolean>;
  listMandates(scope: Scope): Promise<MandateView[]>;
  readMandate(scope: Scope, id: string): Promise<MandateView | null>;
  offerMandate(scope: Scope, wish: MandateWish): Promise<string | null>;
  renewCode(scope: Scope, id: string): Promise<string | null>;
  findOffer(scope: Scope, code: string): Promise<OfferView | null>;
  answerOffer(scope: Scope, code: string, accepted: boolean): Promise<string | null>;
  endMandate(scope: Scope, id: string): Promise<boolean>;
  listRepresentedCases(scope: Scope, lang: string): Promise<RepresentedCase[]>;
  actFor(pool: pg.Pool, secret: string | null, mandateId: string | null, now: string): Promise<string | null>;
  enterCapture(pool: pg.Pool, code: string, now: string): Promise<{ secret: string; service: string } | null>;
  linkCapture(scope: Scope, typed: string): Promise<'linked' | 'not-found' | 'too-often'>;
  captureOf(context: CasesContext, secret: string | null): Promise<string | null>;
  actingOver(context: CasesContext, secret: string | null): Promise<'ended' | 'unchecked' | null>;
  checkRegister(context: CasesContext, signInPool: pg.Pool, secret: string | null, language: string): Promise<RegisterCheck | null>;
  readProfile(scope: Scope): Promise<Profile>;
  readPhoneProof(scope: Scope): Promise<PhoneProof>;
  askForCode(scope: Scope, language: string): Promise<'asked' | 'no-phone' | 'too-many'>;
  proveNumber(scope: Scope, typed: string): Promise<'proven' | 'wrong' | 'expired'>;
  changeProfile(
    scope: Scope,
    typed: TypedProfile,
    languages: readonly string[],
  ): Promise<{ changed: ProfileField[] } | { faults: Partial<Record<ProfileField, string>> }>;
  reportBarrier(context: CasesContext, report: BarrierReport): Promise<boolean>;
  taskPages(form: CompiledForm, context: FormContext): PagePlan[];
  readTaskForm(task: { form: CompiledForm; context: FormContext }, body: URLSearchParams): TaskReading;
  readDocument(scope: Scope, id: string): Promise<FoundDocument | null>;
  verifyDocument(
    context: CasesContext,
    code: string,
    lang: string,
  ): Promise<{ genuine: true; authority: string; issuedOn: string; title: string } | null>;
  verifyDocumentHash: Domain['verifyDocument'];
}
