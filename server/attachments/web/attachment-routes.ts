import { NotFound } from '../../kernel/errors.js';
import type { FileAnswer } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { Attachment } from '../application/attachments.js';

/** For each kind of subject: may this person read it? Each room answers for its own; a kind nobody answers for is never served. */
export type SubjectReaders = Readonly<Record<string, (principal: Principal, subjectId: string) => Promise<boolean>>>;

export const attachmentHref = (id: string): string => `/tep/${id}`;
/** The same file for showing it inside a page (PDF, PNG, JPEG), not for saving. */
export const shownAttachmentHref = (id: string): string => `${attachmentHref(id)}/xem`;

/** A stored file, served only to those who may read its subject. */
export function attachmentRoutes(readAttachment: (id: string) => Promise<Attachment | undefined>, readers: SubjectReaders): Route[] {
  const fileFor = async (ask: Ask): Promise<FileAnswer> => {
    const attachment = await readAttachment(ask.params['id'] ?? '');
    const mayRead = attachment === undefined ? undefined : readers[attachment.subject_kind];
    if (attachment === undefined || mayRead === undefined || !(await mayRead(ask.principal, attachment.subject_id))) throw new NotFound('attachment');
    return { kind: 'file', sha256: attachment.sha256, name: attachment.name, mediaType: attachment.media_type };
  };
  return [
    screen(attachmentHref(':id'), 'signed-in', fileFor),
    screen(shownAttachmentHref(':id'), 'signed-in', async (ask) => ({ ...(await fileFor(ask)), disposition: 'inline' })),
  ];
}
