/** Attachments: the files that prove things, attached to their subjects. The room's only door. */
export { attachBroughtFiles, attachFiles, readAttachment, readAttachments, readAttachmentsOf, type Attachment, type AttachmentPlace } from './application/attachments.js';
export { attachmentRoutes, attachmentHref, shownAttachmentHref, type SubjectReaders } from './web/attachment-routes.js';
export { presentAttachment } from './web/attachment-presenter.js';
