import { redirect } from '@einwohnerportal/web';
import { sessionPages } from './frame.ts';
import * as document from './pages/document/controller.ts';
import * as help from './pages/help/controller.ts';
import * as incidents from './pages/incidents/controller.ts';
import * as task from './pages/task/controller.ts';
import * as tasks from './pages/tasks/controller.ts';
import * as signIn from './sign-in/controller.ts';
import type { Page } from './visit.ts';

/** All pages of the workplace. */
export const PAGES: readonly Page[] = [
  { path: '/', access: 'person', show: async (visit) => redirect(visit, '/tasks') },
  { path: '/tasks', access: 'person', show: tasks.show },
  { path: '/tasks/:case/:token', access: 'person', show: task.show, act: task.act },
  { path: '/incidents', access: 'person', show: incidents.show, act: incidents.act },
  { path: '/documents/:document', access: 'person', show: document.show },
  { path: '/help', access: 'everyone', show: help.show },
  { path: '/sign-in', access: 'everyone', show: signIn.show, act: signIn.act },
  { path: '/sign-out', access: 'everyone', show: sessionPages.showSignOut, act: sessionPages.actSignOut },
  { path: '/signed-out', access: 'everyone', show: sessionPages.showSignedOut },
  { path: '/session', access: 'person', show: sessionPages.showSession, act: sessionPages.actExtend },
];
