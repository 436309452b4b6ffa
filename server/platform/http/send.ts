import type { Request, Response } from 'express';
import type { PageModel } from '../views/page-model.js';
import type { Answer, PageAnswer } from './answers.js';
import type { Principal } from './principal.js';
import { sendExport } from './send-export.js';
import type { Site } from './site.js';
import { utf8Of } from './utf8.js';

/** Writes an answer: the only place that turns what handlers give back into HTTP. */
export async function sendAnswer(site: Site, request: Request, response: Response, principal: Principal | undefined, answer: Answer): Promise<void> {
  switch (answer.kind) {
    case 'page':
      return sendPage(site, request, response, principal, answer);
    case 'file':
      return site.sendFile(response, answer);
    case 'export': {
      if (principal === undefined) throw new Error('a list goes out to somebody signed in');
      const instead = await sendExport(site, response, principal, answer);
      return instead === undefined ? undefined : sendPage(site, request, response, principal, instead);
    }
    case 'facts':
      response.status(answer.status).set('Cache-Control', 'no-store').json(answer.facts);
      return;
    case 'see-other':
      if (answer.flash !== undefined) site.flash.carry(request, response, answer.flash);
      response.redirect(303, answer.to);
      return;
  }
}

/** A page inside its layout, with everything the layout shows of the person and of the last act. */
export async function sendPage(site: Site, request: Request, response: Response, principal: Principal | undefined, answer: PageAnswer): Promise<void> {
  const layoutModel: PageModel = {
    title: answer.title,
    // What fails before the session is loaded has a page without forms.
    csrfToken: 'session' in request ? site.csrf.tokenFor(request, response) : '',
    errorSummary: answer.errorSummary,
    refreshSeconds: answer.refreshSeconds,
    demonstration: site.demonstration(),
    flash: site.flash.take(request, response),
    ...(principal === undefined ? {} : await modelOf(site, principal, request.path, answer.section)),
  };
  const html = utf8Of(site.views.renderPage(answer.template, { ...answer.model, ...layoutModel }, answer.layout));
  // Not by send(): pages are never compared.
  response.status(answer.status).set({ 'Cache-Control': 'no-store', 'Content-Type': 'text/html; charset=utf-8' });
  response.end(html);
}

async function modelOf(site: Site, principal: Principal, path: string, section: string | undefined): Promise<Partial<PageModel>> {
  const [todoCount, standingAlerts] = await Promise.all([principal.mustChangePassword ? 0 : site.todoCount(principal), principal.mustChangePassword ? [] : site.standingAlerts(principal, path)]);
  return {
    user: { displayName: principal.displayName, post: principal.post },
    agency: principal.agency,
    agencies: principal.agencies.map((agency) => ({ ...agency, current: agency.id === principal.agency?.id })),
    navigation: site.navigation(principal, section),
    todoCount,
    standingAlerts,
    searchAvailable: site.searchAvailable,
  };
}
