import { filesOfMessage, redirect } from '@einwohnerportal/web';
import { sessionPages } from './frame.ts';
import * as absences from './pages/absences/controller.ts';
import * as statistics from './pages/statistics/controller.ts';
import * as ask from './pages/ask/controller.ts';
import * as caseDeliveries from './pages/case-deliveries/controller.ts';
import * as capture from './pages/counter/capture.ts';
import * as counter from './pages/counter/controller.ts';
import { wantedScan } from './pages/counter/signed-paper.ts';
import * as deliveries from './pages/deliveries/controller.ts';
import * as document from './pages/document/controller.ts';
import * as emergency from './pages/emergency/controller.ts';
import * as filters from './pages/filters/controller.ts';
import * as handOver from './pages/hand-over/controller.ts';
import * as fee from './pages/fee/controller.ts';
import * as help from './pages/help/controller.ts';
import * as incidents from './pages/incidents/controller.ts';
import * as numbers from './pages/numbers/controller.ts';
import * as search from './pages/search/controller.ts';
import * as theCase from './pages/case/controller.ts';
import * as money from './pages/money/controller.ts';
import * as messages from './pages/messages/controller.ts';
import * as talk from './pages/talk/controller.ts';
import * as task from './pages/task/controller.ts';
import * as tasks from './pages/tasks/controller.ts';
import * as barriers from './pages/operations/barriers/controller.ts';
import * as change from './pages/operations/change/controller.ts';
import * as operatedCase from './pages/operations/case/controller.ts';
import * as operatedIncidents from './pages/operations/incidents/controller.ts';
import * as intervention from './pages/operations/intervention/controller.ts';
import * as interventions from './pages/operations/interventions/controller.ts';
import * as jobs from './pages/operations/jobs/controller.ts';
import * as retry from './pages/operations/retry/controller.ts';
import * as step from './pages/operations/step/controller.ts';
import * as timers from './pages/operations/timers/controller.ts';
import * as invitation from './pages/organisation/invitation/controller.ts';
import * as organisation from './pages/organisation/overview/controller.ts';
import * as organisationChanges from './pages/organisation/changes/controller.ts';
import * as organisationEdit from './pages/organisation/edit/controller.ts';
import * as organisationPeople from './pages/organisation/people/controller.ts';
import * as records from './pages/records/overview/controller.ts';
import * as recordDownloads from './pages/records/downloads/controller.ts';
import * as recordFile from './pages/records/file/controller.ts';
import * as services from './pages/services/list/controller.ts';
import * as service from './pages/services/service/controller.ts';
import * as serviceDraft from './pages/services/draft/controller.ts';
import { wantedPackage } from './pages/services/draft/read-upload.ts';
import * as serviceEdit from './pages/services/edit/controller.ts';
import * as servicePackage from './pages/services/package/controller.ts';
import * as signIn from './sign-in/controller.ts';
import type { Page } from './visit.ts';

/** All pages of the workplace. */
export const PAGES: readonly Page[] = [
  { path: '/', access: 'person', gives: 'way', show: async (visit) => redirect(visit, '/tasks') },
  { path: '/tasks', access: 'person', show: tasks.show, act: tasks.act },
  { path: '/tasks/:case/:token', access: 'person', show: task.show, act: task.act },
  { path: '/tasks/:case/:token/numbers', access: 'person', show: numbers.show, act: numbers.act },
  { path: '/tasks/:case/:token/ask', access: 'person', show: ask.show, act: ask.act },
  { path: '/tasks/:case/:token/hand-over', access: 'person', show: handOver.show, act: handOver.act },
  { path: '/filters', access: 'person', show: filters.show, act: filters.act },
  { path: '/search', access: 'person', show: search.show, act: search.act },
  { path: '/cases/:case', access: 'person', show: theCase.show },
  { path: '/counter', access: 'person', show: counter.show, act: counter.act },
  { path: '/counter/:capture', access: 'person', show: capture.show, act: capture.act, files: wantedScan },
  { path: '/emergency', access: 'person', show: emergency.show, act: emergency.act },
  { path: '/absences', access: 'person', show: absences.show, act: absences.act },
  { path: '/statistics', access: 'person', show: statistics.show },
  { path: '/messages', access: 'person', show: messages.show },
  { path: '/cases/:case/talk', access: 'person', show: talk.show, act: talk.act, files: filesOfMessage },
  { path: '/deliveries', access: 'person', show: deliveries.show },
  { path: '/cases/:case/deliveries', access: 'person', show: caseDeliveries.show, act: caseDeliveries.act },
  { path: '/money', access: 'person', show: money.show, act: money.act },
  { path: '/money/:payment', access: 'person', show: fee.show, act: fee.act },
  { path: '/incidents', access: 'person', show: incidents.show, act: incidents.act },
  { path: '/operations', access: 'person', show: operatedIncidents.show, act: operatedIncidents.act },
  { path: '/operations/retry', access: 'person', show: retry.show, act: retry.act },
  { path: '/operations/find', access: 'person', gives: 'way', show: operatedIncidents.find },
  { path: '/operations/jobs', access: 'person', show: jobs.show },
  { path: '/operations/timers', access: 'person', show: timers.show },
  { path: '/operations/interventions', access: 'person', show: interventions.show },
  { path: '/operations/interventions/:case/:intervention', access: 'person', show: intervention.show, act: intervention.act },
  { path: '/operations/barriers', access: 'person', show: barriers.show, act: barriers.act },
  { path: '/operations/cases/:case', access: 'person', show: operatedCase.show },
  { path: '/operations/cases/:case/:token', access: 'person', show: step.show, act: step.act },
  { path: '/operations/cases/:case/:token/:change', access: 'person', show: change.show, act: change.act },
  { path: '/records', access: 'person', show: records.show, act: records.act },
  { path: '/records/proof', access: 'person', gives: 'file', show: recordDownloads.showProof },
  { path: '/records/packages/:transfer', access: 'person', gives: 'file', show: recordDownloads.showPackage },
  { path: '/records/:case', access: 'person', show: recordFile.show, act: recordFile.act },
  { path: '/records/:case/dossier', access: 'person', gives: 'file', show: recordDownloads.showDossier },
  { path: '/organisation', access: 'person', show: organisation.show },
  { path: '/organisation/edit', access: 'person', show: organisationEdit.show, act: organisationEdit.act },
  { path: '/organisation/changes', access: 'person', show: organisationChanges.show, act: organisationChanges.act },
  { path: '/organisation/people', access: 'person', show: organisationPeople.show, act: organisationPeople.act },
  { path: '/services', access: 'person', show: services.show, act: services.act },
  { path: '/services/:service', access: 'person', show: service.show, act: service.act },
  { path: '/services/:service/draft', access: 'person', show: serviceDraft.show, act: serviceDraft.act, files: wantedPackage },
  { path: '/services/:service/draft/edit', access: 'person', show: serviceEdit.show, act: serviceEdit.act },
  { path: '/services/:service/package', access: 'person', gives: 'file', show: servicePackage.show },
  { path: '/invitation', access: 'person', show: invitation.show, act: invitation.act },
  { path: '/documents/:document', access: 'person', gives: 'file', show: document.show },
  { path: '/files/:file', access: 'person', gives: 'file', show: document.showFile },
  { path: '/help', access: 'everyone', show: help.show },
  { path: '/sign-in', access: 'everyone', show: signIn.show, act: signIn.act },
  { path: '/sign-out', access: 'everyone', show: sessionPages.showSignOut, act: sessionPages.actSignOut },
  { path: '/signed-out', access: 'everyone', show: sessionPages.showSignedOut },
  { path: '/session', access: 'person', show: sessionPages.showSession, act: sessionPages.actExtend },
];
