export { attributes, classes, html, raw, together } from './html.ts';
export type { AttributeValue, Content, Html } from './html.ts';
export { UiError } from './errors.ts';
export { addTheme, assetFile, assetSizes, assetUrl, themeUrls } from './assets.ts';
export type { AssetFile } from './assets.ts';
export { assertTheme, checkThemeContrast, DEFAULT_THEME, themeCss, themeIcon } from './theme.ts';
export type { ContrastProblem, Theme } from './theme.ts';
export type { ColourPair } from './tokens.ts';
export { gallery } from './gallery.ts';
export { GALLERY_PAGES } from './gallery-pages/index.ts';

export { page, wrap } from './components/page/page.ts';
export type { PageProps } from './components/page/page.ts';
export { deskHeader, siteHeader, slimHeader } from './components/site-header/site-header.ts';
export type {
  Brand,
  DeskHeaderProps,
  LanguageLink,
  NavigationLink,
  SignOut,
  SiteHeaderProps,
  SlimHeaderProps,
} from './components/site-header/site-header.ts';
export { deskFooter, helpBlock, horizon, siteFooter } from './components/site-footer/site-footer.ts';
export type { DeskFooterProps, FooterLink, HelpProps, SiteFooterProps } from './components/site-footer/site-footer.ts';
export { actingBanner, demonstrationBanner } from './components/banner/banner.ts';
export type { ActingBannerProps } from './components/banner/banner.ts';
export { backLink, lead, pageHead, sentence, stage } from './components/page-head/page-head.ts';
export type { PageHeadProps } from './components/page-head/page-head.ts';
export { band, bullets, linkList, text, twoUp } from './components/band/band.ts';
export type { BandProps } from './components/band/band.ts';
export { facts } from './components/facts/facts.ts';
export type { Fact } from './components/facts/facts.ts';
export { signpost, turnSection } from './components/signpost/signpost.ts';
export type { Sign } from './components/signpost/signpost.ts';
export { route } from './components/route/route.ts';
export type { RouteState, RouteStep } from './components/route/route.ts';
export { stepsMini } from './components/steps-mini/steps-mini.ts';
export type { StepsMiniProps } from './components/steps-mini/steps-mini.ts';
export { steps, stepsList } from './components/steps/steps.ts';
export type { FormStep } from './components/steps/steps.ts';
export { knownValue } from './components/known-value/known-value.ts';
export type { KnownValueProps } from './components/known-value/known-value.ts';
export { computedValue } from './components/computed-value/computed-value.ts';
export { requestedFiles } from './components/requested-files/requested-files.ts';
export type { SentFileState } from './components/requested-files/requested-files.ts';
export { errorSummary } from './components/error-summary/error-summary.ts';
export type { ErrorSummaryProps } from './components/error-summary/error-summary.ts';
export { errorText } from './components/field/error-text.ts';
export { whyWeAsk } from './components/field/frame.ts';
export type { FieldProps } from './components/field/frame.ts';
export { fieldGroup, fileInput, select, textarea, textInput } from './components/field/field.ts';
export type { FileInputProps, Option, SelectProps, TextareaProps, TextInputProps } from './components/field/field.ts';
export { checkbox, checkboxes, radios } from './components/choices/choices.ts';
export type { Choice } from './components/choices/choices.ts';
export { dateInput, dateText } from './components/date-input/date-input.ts';
export type { DatePart } from './components/date-input/date-input.ts';
export { rowsList } from './components/rows-list/rows-list.ts';
export type { FieldRow, RowAction } from './components/rows-list/rows-list.ts';
export { form, questionPage } from './components/question-page/question-page.ts';
export type { AutosaveProps, FormProps, QuestionPageProps } from './components/question-page/question-page.ts';
export { hiddenFields } from './components/question-page/hidden-fields.ts';
export { answers, total } from './components/answers/answers.ts';
export type { Answer, AnswersProps } from './components/answers/answers.ts';
export { actions, button, buttonList, goLink, linkButton, secondButton } from './components/button/button.ts';
export type { ButtonProps } from './components/button/button.ts';
export { icon } from './components/icon/icon.ts';
export type { IconName } from './components/icon/icon.ts';
export { searchBox } from './components/search-box/search-box.ts';
export type { SearchBoxProps } from './components/search-box/search-box.ts';
export { lifeEvents } from './components/life-events/life-events.ts';
export type { LifeEvent } from './components/life-events/life-events.ts';
export { rows } from './components/rows/rows.ts';
export type { Row } from './components/rows/rows.ts';
export { documentGroups, documents } from './components/documents/documents.ts';
export type { DocumentEntry, DocumentGroup } from './components/documents/documents.ts';
export { ask, documentStates } from './components/requested-document/requested-document.ts';
export type { DocumentState } from './components/requested-document/requested-document.ts';
export { incidentNotice, notice, sessionNotice } from './components/notice/notice.ts';
export type { IncidentNoticeProps, NoticeProps, SessionNoticeProps } from './components/notice/notice.ts';
export { messages } from './components/messages/messages.ts';
export type { Message } from './components/messages/messages.ts';
export { pager } from './components/pager/pager.ts';
export type { PagerProps } from './components/pager/pager.ts';
export { pairs } from './components/definitions/definitions.ts';
export type { Pair } from './components/definitions/definitions.ts';
export { dataTable } from './components/data-table/data-table.ts';
export type { TableColumn } from './components/data-table/data-table.ts';
export { confirmation } from './components/confirmation/confirmation.ts';
export type { ConfirmationProps } from './components/confirmation/confirmation.ts';
export { emptyState } from './components/empty-state/empty-state.ts';
export { liveRegion } from './components/live-region/live-region.ts';
export type { LiveRegionProps } from './components/live-region/live-region.ts';
export { worklist, workPage, workViews } from './components/worklist/worklist.ts';
export type { WorkColumn, WorkGroup, WorklistProps, WorkRow, WorkView } from './components/worklist/worklist.ts';
export { accessNote, history, mirror, noteBoxes, taskGrid, taskHead } from './components/task-screen/task-screen.ts';
export type { MirrorProps, TaskArea, TaskHeadProps } from './components/task-screen/task-screen.ts';
export { compare } from './components/task-screen/compare.ts';
export type { CompareProps, CompareRow } from './components/task-screen/compare.ts';
