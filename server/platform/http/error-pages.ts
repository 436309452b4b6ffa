import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { Conflict, Forbidden, InvalidInput, NotFound, Refused, SessionExpired } from '../../kernel/errors.js';
import { page, type PageAnswer } from './answers.js';
import { errorSummaryOf } from './forms.js';
import { withoutSecrets } from './secret-addresses.js';
import { sendPage } from './send.js';
import { principalOfRequest } from './signed-in.js';
import type { Site } from './site.js';
import { unreadableFormText } from './upload-error-texts.js';

/** An address that leads nowhere. */
export function notFoundPage(): RequestHandler {
  return (_request, _response, next) => {
    next(new NotFound('page'));
  };
}

/** Turns every error into a page that says what is wrong and what to do; defects are logged whole and shown as one sentence. */
export function errorPages(site: Site): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const answer = pageFor(site, error);
    if (answer.status === 500) site.log.error({ err: error, method: request.method, path: withoutSecrets(request.path) }, 'unexpected error');
    return sendPage(site, request, response, safePrincipal(site, request), answer).catch((failure: unknown) => {
      site.log.error({ err: failure }, 'error page could not be made');
      response.status(500).type('text/plain').send('Hệ thống tạm thời gặp lỗi. Vui lòng thử lại sau ít phút.');
    });
  };
}

function safePrincipal(site: Site, request: Request): ReturnType<typeof principalOfRequest> {
  return 'session' in request ? principalOfRequest(site, request) : undefined;
}

function pageFor(site: Site, error: unknown): PageAnswer {
  if (error instanceof NotFound) return page('errors/not-found', 'Không tìm thấy trang', {}, { status: 404 });
  if (error instanceof Forbidden) return forbiddenPage(error);
  if (error instanceof Conflict) return page('errors/conflict', 'Nội dung vừa được người khác thay đổi', {}, { status: 409 });
  if (error instanceof Refused) {
    return page('errors/refused', 'Chưa thể thực hiện', { reason: site.refusalText(error.refusal) }, { status: 409 });
  }
  if (error instanceof InvalidInput) {
    const errors = errorSummaryOf(error.fieldErrors).map(({ text }) => ({ href: '#noi-dung', text: unreadableFormText(text) }));
    return page('errors/bad-request', 'Yêu cầu không hợp lệ', {}, { status: 422, errorSummary: errors });
  }
  if (error instanceof SessionExpired) return page('errors/session-expired', 'Phiên làm việc đã kết thúc', {}, { status: 401, layout: 'plain' });
  return pageForTransport(error);
}

function forbiddenPage(error: Forbidden): PageAnswer {
  const model = { neededRoles: error.neededRoles, forged: error.action === 'forged' };
  return page('errors/forbidden', 'Không có quyền thực hiện', model, { status: 403 });
}

/** Errors that Express and its body readers raise carry an HTTP status; all 4xx of theirs mean a request no browser of ours sends. */
function pageForTransport(error: unknown): PageAnswer {
  const status = transportStatus(error);
  if (status === 413) return page('errors/too-large', 'Nội dung gửi lên quá lớn', {}, { status: 413 });
  if (status !== undefined && status >= 400 && status < 500) return page('errors/bad-request', 'Yêu cầu không hợp lệ', {}, { status: 422 });
  return page('errors/unexpected', 'Hệ thống gặp lỗi', {}, { status: 500 });
}

function transportStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
