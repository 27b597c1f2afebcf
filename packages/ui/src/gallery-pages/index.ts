import type { Html } from '../html.ts';
import { casePage } from './case.ts';
import { checkPage, confirmationPage } from './check.ts';
import { taskPage, worklistPage } from './desk.ts';
import { homePage } from './home.ts';
import { questionExample } from './question.ts';
import { startPage } from './start.ts';

/** Whole example pages by name, built from the components alone. */
export const GALLERY_PAGES: Record<string, () => Html> = {
  home: homePage,
  start: startPage,
  question: () => questionExample(false),
  'question-error': () => questionExample(true),
  check: checkPage,
  confirmation: confirmationPage,
  case: casePage,
  worklist: worklistPage,
  task: taskPage,
};
