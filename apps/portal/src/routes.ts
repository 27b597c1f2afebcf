import * as aToZ from './pages/a-z/controller.ts';
import * as barrier from './pages/barrier/controller.ts';
import * as cases from './pages/cases/controller.ts';
import * as theCase from './pages/case/controller.ts';
import * as check from './pages/check/controller.ts';
import * as confirmation from './pages/confirmation/controller.ts';
import * as directory from './pages/directory/controller.ts';
import * as document from './pages/document/controller.ts';
import * as drafts from './pages/drafts/controller.ts';
import * as eligibility from './pages/eligibility/controller.ts';
import * as feedback from './pages/feedback/controller.ts';
import * as home from './pages/home/controller.ts';
import * as caseFile from './pages/case-file/controller.ts';
import * as inbox from './pages/inbox/controller.ts';
import * as information from './pages/information/controller.ts';
import * as messages from './pages/messages/controller.ts';
import * as municipality from './pages/municipality/controller.ts';
import * as lifeEvent from './pages/life-event/controller.ts';
import * as allData from './pages/all-data/controller.ts';
import * as myData from './pages/my-data/controller.ts';
import * as payment from './pages/payment/controller.ts';
import * as phone from './pages/phone/controller.ts';
import * as profile from './pages/profile/controller.ts';
import * as question from './pages/question/controller.ts';
import { filesOfPage } from './pages/question/send-files.ts';
import * as receipt from './pages/receipt/controller.ts';
import * as search from './pages/search/controller.ts';
import * as sections from './pages/sections/controller.ts';
import * as service from './pages/service/controller.ts';
import * as services from './pages/services/controller.ts';
import * as start from './pages/start/controller.ts';
import * as submission from './pages/submission/controller.ts';
import * as task from './pages/task/controller.ts';
import * as verify from './pages/verify/controller.ts';
import * as withdraw from './pages/withdraw/controller.ts';
import * as signIn from './sign-in/controller.ts';
import * as counter from './pages/counter/controller.ts';
import { counterGuarded } from './pages/counter/guard.ts';
import * as linking from './pages/counter/link.ts';
import * as paper from './pages/counter/paper.ts';
import * as acting from './pages/representation/acting.ts';
import * as give from './pages/representation/give.ts';
import { guarded } from './pages/representation/guard.ts';
import * as mandate from './pages/representation/mandate.ts';
import * as register from './pages/representation/register.ts';
import * as representation from './pages/representation/overview.ts';
import * as take from './pages/representation/take.ts';
import { filesOfMessage } from '@einwohnerportal/web';
import { sessionPages } from './frame.ts';
import type { Page } from './visit.ts';

const ALL: readonly Page[] = [
  { path: '/', access: 'everyone', show: home.show },
  { path: '/search', access: 'everyone', show: search.show },
  { path: '/services', access: 'everyone', show: services.show },
  { path: '/services/:service', access: 'everyone', show: service.show },
  { path: '/services/:service/start', access: 'everyone', show: start.show, act: start.act },
  { path: '/life-events/:event', access: 'everyone', show: lifeEvent.show },
  { path: '/a-z', access: 'everyone', show: aToZ.show },
  { path: '/directory/:entry', access: 'everyone', show: directory.show },
  { path: '/services/:service/feedback', access: 'everyone', show: feedback.show, act: feedback.act },
  { path: '/services/:service/eligibility/:page', access: 'everyone', show: eligibility.show, act: eligibility.act },
  { path: '/municipality', access: 'everyone', show: municipality.show, act: municipality.act },
  { path: '/sign-in', access: 'everyone', show: signIn.show, act: signIn.act },
  { path: '/signed-out', access: 'everyone', show: sessionPages.showSignedOut },
  { path: '/sign-out', access: 'everyone', show: sessionPages.showSignOut, act: sessionPages.actSignOut },
  { path: '/session', access: 'person', show: sessionPages.showSession, act: sessionPages.actExtend },

  { path: '/drafts/:draft', access: 'person', show: drafts.showResume },
  { path: '/drafts/:draft/saved', access: 'person', show: drafts.showSaved },
  guarded('act', { path: '/drafts/:draft/delete', access: 'person', show: drafts.showDrop, act: drafts.actDrop }),
  { path: '/drafts/:draft/sections', access: 'person', show: sections.show },
  guarded('act', { path: '/drafts/:draft/check', access: 'person', show: check.show, act: check.act }),
  guarded('act', { path: '/drafts/:draft/pages/:page', access: 'person', show: question.show, act: question.act, files: filesOfPage }),

  { path: '/drafts/:draft/paper', access: 'person', show: paper.show },
  { path: '/counter', access: 'everyone', show: counter.show, act: counter.act },

  guarded('own', { path: '/link', access: 'person', show: linking.show, act: linking.act }),
  { path: '/cases', access: 'person', show: cases.show },
  { path: '/cases/:reference', access: 'person', show: theCase.show },
  { path: '/cases/:reference/fragment', access: 'person', gives: 'part', show: theCase.showFragment },
  { path: '/cases/:reference/confirmation', access: 'person', show: confirmation.show },
  { path: '/cases/:reference/confirmation/fragment', access: 'person', gives: 'part', show: confirmation.showFragment },
  { path: '/cases/:reference/submission', access: 'person', gives: 'file', show: submission.show },
  { path: '/cases/:reference/receipts/:receipt', access: 'person', show: receipt.show },
  { path: '/cases/:reference/receipts/:receipt/file', access: 'person', gives: 'file', show: receipt.showFile },
  guarded('act', { path: '/cases/:reference/pay', access: 'person', show: payment.show, act: payment.act }),
  { path: '/cases/:reference/payments/:payment/:kind', access: 'person', gives: 'file', show: payment.showPaper },
  { path: '/cases/:reference/payment-return', access: 'person', gives: 'way', show: payment.showReturn },
  guarded('act', { path: '/cases/:reference/tasks/:token', access: 'person', show: task.show, act: task.act, files: task.wanted }),
  guarded('act', {
    path: '/cases/:reference/files/:file',
    access: 'person',
    show: caseFile.show,
    act: caseFile.act,
    files: caseFile.wanted,
  }),
  guarded('post', { path: '/cases/:reference/messages', access: 'person', show: messages.show, act: messages.act, files: filesOfMessage }),
  guarded('act', { path: '/cases/:reference/withdraw', access: 'person', show: withdraw.show, act: withdraw.act }),

  { path: '/inbox', access: 'person', show: inbox.showList },
  { path: '/inbox/:message', access: 'person', show: inbox.showMessage },
  { path: '/documents/:document', access: 'person', gives: 'file', show: document.show },
  { path: '/files/:file', access: 'person', gives: 'file', show: document.showFile },

  guarded('own', { path: '/data', access: 'person', show: myData.show }),
  guarded('own', { path: '/data/file', access: 'person', gives: 'file', show: myData.showExport }),
  guarded('own', { path: '/data/all', access: 'person', show: allData.show, act: allData.act }),
  guarded('own', { path: '/data/package', access: 'person', gives: 'file', show: allData.showPackage }),
  guarded('own', { path: '/profile/phone', access: 'person', show: phone.show, act: phone.act }),
  guarded('own', { path: '/profile', access: 'person', show: profile.show, act: profile.act }),

  { path: '/representation', access: 'person', show: representation.show },
  guarded('own', { path: '/representation/give', access: 'person', show: give.show, act: give.act }),
  guarded('own', { path: '/representation/take', access: 'person', show: take.show, act: take.act }),
  guarded('own', { path: '/representation/register', access: 'person', show: register.show, act: register.act }),
  { path: '/representation/acting', access: 'person', show: acting.show, act: acting.act },
  { path: '/representation/ended', access: 'everyone', show: acting.showEnded, act: acting.actEnded },
  { path: '/representation/:mandate', access: 'person', show: mandate.show, act: mandate.act },

  { path: '/verify', access: 'everyone', show: verify.show },
  { path: '/help', access: 'everyone', show: information.showHelp },
  { path: '/accessibility', access: 'everyone', show: information.showAccessibility },
  { path: '/accessibility/report', access: 'everyone', show: barrier.show, act: barrier.act },
  { path: '/privacy', access: 'everyone', show: information.showPrivacy },
  { path: '/imprint', access: 'everyone', show: information.showImprint },
];

/** All pages, in the order in which a person meets them. */
export const PAGES: readonly Page[] = ALL.map(counterGuarded);
