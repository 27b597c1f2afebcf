import type { Html } from '../html.ts';
import { casePage } from './case.ts';
import type { Look } from './chrome.ts';
import { checkPage, confirmationPage } from './check.ts';
import { taskPage, worklistPage } from './desk.ts';
import { homePage } from './home.ts';
import { questionExample } from './question.ts';
import { startPage } from './start.ts';

/** Whole example pages by name, built from the components alone. */
export const GALLERY_PAGES: Record<string, (look?: Look) => Html> = {
  home: homePage,
  start: startPage,
  question: (look) => questionExample(false, look),
  'question-error': (look) => questionExample(true, look),
  check: checkPage,
  confirmation: confirmationPage,
  case: casePage,
  worklist: worklistPage,
  task: taskPage,
};
