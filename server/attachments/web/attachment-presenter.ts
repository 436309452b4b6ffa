import { formatInstant } from '../../kernel/calendar-day.js';
import type { Attachment } from '../application/attachments.js';
import { attachmentHref } from './attachment-routes.js';

const kinds: Record<string, string> = {
  'application/pdf': 'PDF',
  'image/png': 'ảnh PNG',
  'image/jpeg': 'ảnh JPEG',
  'image/tiff': 'ảnh TIFF',
  'text/plain': 'văn bản thuần',
  'text/csv': 'CSV',
};

/** A file as pages list it: name, kind and size, who brought it and when, and its hash. */
export function presentAttachment(attachment: Attachment): { href: string; name: string; kindAndSize: string; purpose: string; uploaded: string; sha256: string } {
  return {
    href: attachmentHref(attachment.id),
    name: attachment.name,
    kindAndSize: `${kinds[attachment.media_type] ?? extensionOf(attachment.name)}, ${sizeText(attachment.size)}`,
    purpose: attachment.purpose,
    uploaded: `${attachment.uploaded_by_name}, ${formatInstant(attachment.uploaded_at)}`,
    sha256: attachment.sha256,
  };
}

function extensionOf(name: string): string {
  return (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? 'tệp').toUpperCase();
}

function sizeText(bytes: bigint): string {
  const kilobytes = Number(bytes) / 1024;
  const text = kilobytes >= 1024 ? `${(kilobytes / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(kilobytes))} KB`;
  return text.replace('.', ',');
}
