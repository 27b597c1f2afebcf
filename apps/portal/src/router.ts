import { createRouter, visitOf } from '@einwohnerportal/web';
import type { Hono } from 'hono';
import { problems, signIn } from './frame.ts';
import { mountGallery } from './gallery.ts';
import { takePaymentCall, takePaymentCallback } from './pages/payment/callback.ts';
import { checkFile } from './pages/verify/check-file.ts';
import type { Portal } from './portal.ts';
import { PAGES } from './routes.ts';

/** The portal as an application for one process: every page of `routes.ts` in every language, and what has no language. */
export function createPortal(portal: Portal): Hono {
  return createRouter({
    site: portal,
    pages: PAGES,
    problems,
    signIn,
    further: (app, limit) => {
      app.post('/payments/callback', limit, (http) => takePaymentCallback(portal, http));
      // Providers that sign nothing call an address that only they were given, with either method.
      app.on(['GET', 'POST'], '/payments/callback/:key/:proof', limit, (http) => takePaymentCall(portal, http));
      mountGallery(app, portal);
      for (const lang of portal.languages) app.post(`/${lang}/verify`, (http) => checkFile(visitOf(portal, http)));
    },
  });
}
