import { isUtf8 } from 'node:buffer';

/** A form whose bytes are no text: the sender's fault (400), never something to be taken literally. */
class BrokenEncoding extends Error {
  readonly status = 400;

  constructor() {
    super('the form is not percent-encoded UTF-8');
  }
}

/**
 * Looks at the bytes of a form before they are read. The reader would take what it cannot decode literally ("%ff" as three characters),
 * and a ground or a name would be kept that nobody typed. Pages of the product are UTF-8, and browsers answer in kind.
 * @throws when the bytes are not percent-encoded UTF-8
 */
export function refuseBrokenEncoding(_request: unknown, _response: unknown, bytes: Buffer): void {
  if (!isUtf8(bytes) || !decodes(bytes.toString())) throw new BrokenEncoding();
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
